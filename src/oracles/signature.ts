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

/**
 * The same with everything left open that a smaller case may show better: tag and place; whether a deaf kernel still
 * hears on some channel (several messages may each have silenced one); whether some line was logged about then.
 */
export function looseSignatureOf(violation: Violation): string {
  const { oracle, rule, change } = violation;
  const silent = rule === 'hang' || rule === 'deaf';
  const outcome = violation.outcome.startsWith('dropped-') ? 'dropped' : violation.outcome;
  return silent ? `${oracle} silent` : [oracle, outcome, rule, change ?? '-'].join(' ');
}

/** Items and entries by no index and no key; several levels of them in a row are as good as one. */
function normalPath(path: string): string {
  return path.replaceAll(/(?:\[(?:\d+|\.\.\.)\])+/gu, '[]');
}
