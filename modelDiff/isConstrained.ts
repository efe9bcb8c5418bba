import type { Type } from '../src/schema/index.js';

const CONSTRAINTS = ['gt', 'ge', 'lt', 'le', 'multipleOf', 'minLength', 'maxLength'] as const;

/** Whether a type has bounds of its value or its length. */
export function isConstrained(type: Type): boolean {
  return CONSTRAINTS.some((name) => name in type);
}
