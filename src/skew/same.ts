import { canonicalJson } from '../schema/index.js';

/** Whether two pieces of a schema are the same data. */
export function same(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}
