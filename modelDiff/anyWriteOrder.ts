import type { Field } from '../src/schema/index.js';
import type { Tape } from './tape.js';

/**
 * The order in which a dataclass of keyword-only fields writes, as a tape has it: the required fields follow each other
 * as they are read, and so do the others. Null: that is the order in which they are read.
 */
export function anyWriteOrder(fields: readonly Field[], tape: Tape): readonly string[] | null {
  const required = fields.filter((field) => field.default === null);
  const optional = fields.filter((field) => field.default !== null);
  if (required.length === 0 || optional.length === 0) return null;
  // The first to be written is one that is read later.
  const order = optional.splice(0, 1);
  while (required.length + optional.length > 0) {
    const takesOptional = required.length === 0 || (optional.length > 0 && tape.rarely(2));
    order.push(...(takesOptional ? optional : required).splice(0, 1));
  }
  return order.map(({ name }) => name);
}
