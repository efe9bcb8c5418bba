import type { Literal } from '../types.js';

/** A value that a literal may have. */
export type LiteralValue = string | number | boolean | null;

/** Whether a snapshot can list this value: text, a whole number that JSON keeps exact, true, false, null. */
export function isLiteralValue(value: unknown): value is LiteralValue {
  return (
    value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)
  );
}

/** A text or a whole number as the value of a tag. */
export function tagValueOf(value: string | number): Extract<Literal, { kind: 'str' | 'int' }> {
  return typeof value === 'string'
    ? { kind: 'str', value }
    : { kind: 'int', value: BigInt(value).toString() };
}

/** A value as one that a literal lists. */
export function literalOf(value: LiteralValue): Literal {
  if (value === null) return { kind: 'nil' };
  return typeof value === 'boolean' ? { kind: 'bool', value } : tagValueOf(value);
}
