import type { Bounds, Lengths, Type } from '../src/schema/index.js';
import { apply, diff, type SkewOp, type SkewOpKind } from '../src/skew/index.js';
import { anyOp } from '../test/skew/anyOp.js';
import type { Stock } from './drawOps.js';
import type { Tape } from './tape.js';

/** Ops whose kind depends on what a type was and what it is. */
export const RETYPED: ReadonlySet<SkewOpKind> = new Set([
  'type-widened',
  'type-narrowed',
  'type-changed',
  'constraints-tightened',
  'constraints-loosened',
  'constraints-changed',
] as const);

/** An op that puts another type in the place of one; none where that is a change of another kind. */
export function drawRetyped(kind: SkewOpKind, { schema, met, donor, tape }: Stock): readonly SkewOp[] {
  const site = anyOp('type-changed', { ...schema, types: met }, donor, (count) => tape.below(count));
  if (site === null) return [];
  const to = kind.startsWith('type-') ? retyped(site.to, tape) : constrained(site.from, tape);
  const changed = apply(schema, [{ ...site, to }]);
  const [op, ...others] = diff(schema, changed);
  return op?.kind === kind && others.length === 0 ? [op] : [];
}

function retyped(given: Type, tape: Tape): Type {
  return tape.rarely(2)
    ? tape.pick<Type>([{ kind: 'any' }, { kind: 'float' }, { kind: 'int' }, { kind: 'str' }])
    : given;
}

/** The type with other constraints, or with none. */
function constrained(type: Type, tape: Tape): Type {
  if (type.kind === 'int') return { kind: 'int', ...tape.pick(INTEGERS) };
  if (type.kind === 'float') return { kind: 'float', ...tape.pick(FLOATS) };
  if (type.kind === 'str') return { kind: 'str', ...tape.pick([...LENGTHS, { pattern: '^[a-z]+$' }]) };
  if (type.kind !== 'bytes' && type.kind !== 'dict' && !('item' in type)) return type;
  const { minLength: _min, maxLength: _max, ...bare } = type;
  return { ...bare, ...tape.pick(LENGTHS) };
}

const INTEGERS: readonly [Bounds, ...Bounds[]] = [
  {},
  { ge: '1' },
  { ge: '0', le: '300' },
  { multipleOf: '2' },
];
const FLOATS: readonly [Bounds, ...Bounds[]] = [{}, { ge: '0.0' }, { gt: '-2.25', lt: '1.5' }];
const LENGTHS: readonly [Lengths, ...Lengths[]] = [
  {},
  { minLength: 1 },
  { maxLength: 2 },
  { minLength: 1, maxLength: 3 },
  { minLength: 2 },
];
