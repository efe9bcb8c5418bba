import type { Bounds } from '../schema/index.js';
import { ModelError } from './modelError.js';
import { pythonFloat } from './pythonRepr.js';

/** Bounds of an integer; both ends inclusive. */
export interface IntRule {
  readonly min: bigint | null;
  readonly max: bigint | null;
  readonly multipleOf: bigint | null;
}

/** Bounds of a float; both ends inclusive, with what is said when one is passed. */
export interface FloatRule {
  readonly min: { readonly value: number; readonly said: string } | null;
  readonly max: { readonly value: number; readonly said: string } | null;
  readonly multipleOf: { readonly value: number; readonly said: string } | null;
}

/** `gt` and `lt` become the next integer: so the decoder keeps them, and so it reports them. */
export function intRule(bounds: Bounds): IntRule {
  return {
    min: bounds.gt === undefined ? integer(bounds.ge) : BigInt(bounds.gt) + 1n,
    max: bounds.lt === undefined ? integer(bounds.le) : BigInt(bounds.lt) - 1n,
    multipleOf: integer(bounds.multipleOf),
  };
}

/** `gt` and `lt` become the neighbouring float; the report goes one step back, which may turn 0.0 into -0.0. */
export function floatRule(bounds: Bounds): FloatRule {
  const { gt, ge, lt, le, multipleOf } = bounds;
  return {
    min: gt === undefined ? inclusive(ge, '>=') : exclusive(gt, '>', 1),
    max: lt === undefined ? inclusive(le, '<=') : exclusive(lt, '<', -1),
    multipleOf: inclusive(multipleOf, "that's a multiple of"),
  };
}

/** What is wrong with an integer, as the decoder says it without the path; null when it is within the bounds. */
export function intFault(rule: IntRule, value: number | bigint): string | null {
  if (rule.min !== null && value < rule.min) return `Expected \`int\` >= ${rule.min}`;
  if (rule.max !== null && value > rule.max) return `Expected \`int\` <= ${rule.max}`;
  if (rule.multipleOf !== null && BigInt(value) % rule.multipleOf !== 0n) {
    return `Expected \`int\` that's a multiple of ${rule.multipleOf}`;
  }
  return null;
}

/** What is wrong with a float, as the decoder says it without the path; NaN is outside all bounds. */
export function floatFault(rule: FloatRule, value: number): string | null {
  if (rule.min !== null && !(value >= rule.min.value)) return rule.min.said;
  if (rule.max !== null && !(value <= rule.max.value)) return rule.max.said;
  if (rule.multipleOf !== null && value !== 0 && value % rule.multipleOf.value !== 0) {
    return rule.multipleOf.said;
  }
  return null;
}

function integer(text: string | undefined): bigint | null {
  return text === undefined ? null : BigInt(text);
}

function inclusive(text: string | undefined, sign: string): FloatRule['min'] {
  if (text === undefined) return null;
  const value = real(text);
  return { value, said: `Expected \`float\` ${sign} ${pythonFloat(value)}` };
}

function exclusive(text: string, sign: string, direction: 1 | -1): FloatRule['min'] {
  const value = neighbour(real(text), direction);
  const said = pythonFloat(neighbour(value, direction === 1 ? -1 : 1));
  return { value, said: `Expected \`float\` ${sign} ${said}` };
}

function real(text: string): number {
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Infinity : -Infinity;
  const value = Number(text);
  if (Number.isNaN(value) && text !== 'nan') {
    throw new ModelError(`Read the bound ${text} of a float: expected decimal text.`);
  }
  return value;
}

/** The next float towards the largest (1) or the smallest (-1) finite one. */
function neighbour(value: number, direction: 1 | -1): number {
  const target = direction * Number.MAX_VALUE;
  if (Number.isNaN(value) || value === target) return value;
  if (value === 0) return direction * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const away = value < target === value > 0;
  view.setBigInt64(0, view.getBigInt64(0) + (away ? 1n : -1n));
  return view.getFloat64(0);
}
