import type { SkewOp } from './op.js';
import { same } from './same.js';
import { showPath } from './showPath.js';
import { SkewError } from './skewError.js';

/** Refuses an op that does not fit the schema. */
export function unfit(op: SkewOp, expected: string, got: string): never {
  throw new SkewError(
    'unfit',
    `The op ${op.kind} was applied at ${showPath(op.path)}: expected ${expected}, got ${got}. ` +
      'Apply it to the schema it was made for, with the ops before it.',
  );
}

/** What is found must be what the op says is there. */
export function fits(op: SkewOp, expected: unknown, found: unknown): void {
  if (!same(expected, found)) unfit(op, brief(expected), brief(found));
}

/** The list with one thing more. */
export function inserted<T>(op: SkewOp, list: readonly T[], index: number, item: T): readonly T[] {
  if (!Number.isSafeInteger(index) || index < 0 || index > list.length) {
    unfit(op, `a place from 0 to ${list.length}`, String(index));
  }
  return list.toSpliced(index, 0, item);
}

/** The list without the one thing, which must stand there. */
export function removed<T>(op: SkewOp, list: readonly T[], index: number, item: T): readonly T[] {
  fits(op, item, list[index] ?? null);
  return list.toSpliced(index, 1);
}

/** The list in another order. */
export function reordered<T>(op: SkewOp, list: readonly T[], order: readonly number[]): readonly T[] {
  const found = order.flatMap((from) => list.slice(from, from + 1));
  const whole = order.every((from) => Number.isSafeInteger(from) && from >= 0 && from < list.length);
  if (!whole || order.length !== list.length || new Set(order).size !== order.length) {
    unfit(op, `each place from 0 to ${list.length - 1} once`, `[${order.join(', ')}]`);
  }
  return found;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}... (${text.length} characters)` : text;
}
