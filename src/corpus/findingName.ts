import { createHash } from 'node:crypto';
import type { Evidence } from './savedCase.js';

/**
 * `round-trip-lossy-execute-cells-1f3a9c02`: oracle, outcome and tag for people, then the first digits of the
 * signature's SHA-256, which make equal bugs one file. Safe as a file name whatever the tag holds.
 */
export function findingName(
  { violation, signature }: Pick<Evidence, 'violation' | 'signature'>,
  digits = 8,
): string {
  const words = [violation.oracle, violation.outcome, violation.tag ?? ''].join('-');
  const kebab = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/-+$/, '');
  return `${kebab}-${createHash('sha256').update(signature).digest('hex').slice(0, digits)}`;
}
