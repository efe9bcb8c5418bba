import type { Violation } from './types.js';

/**
 * What makes two violations the same bug: oracle, outcome, rule, tag, place and kind of change. Holds no values,
 * lengths or positions, so it stays the same while a case shrinks and when it is found again.
 *
 * `round-trip lossy value-changed execute-cells $.codes[] float64 -> nil`
 */
export function signatureOf(violation: Violation): string {
  const { oracle, outcome, rule, tag, path, change } = violation;
  return [oracle, outcome, rule, tag ?? '-', path === null ? '-' : normalPath(path), change ?? '-'].join(' ');
}

/** The same with tag and place left open: equal bugs in different messages. */
export function looseSignatureOf(violation: Violation): string {
  const { oracle, outcome, rule, change } = violation;
  return [oracle, outcome, rule, change ?? '-'].join(' ');
}

/** Items and entries by no index and no key; several levels of them in a row are as good as one. */
function normalPath(path: string): string {
  return path.replaceAll(/(?:\[(?:\d+|\.\.\.)\])+/gu, '[]');
}
