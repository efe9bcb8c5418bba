import type { Type } from '../src/schema/index.js';
import { apply, diff, type Constraints, type SkewOp, type SkewOpKind } from '../src/skew/index.js';
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
  switch (type.kind) {
    case 'int':
      return {
        kind: 'int',
        ...tape.pick<Constraints>([{}, { ge: '1' }, { ge: '0', le: '300' }, { multipleOf: '2' }]),
      };
    case 'float':
      return { kind: 'float', ...tape.pick<Constraints>([{}, { ge: '0.0' }, { gt: '-2.25', lt: '1.5' }]) };
    case 'str':
      return { kind: 'str', ...tape.pick<Constraints>([...LENGTHS, { pattern: '^[a-z]+$' }]) };
    case 'bytes':
      return { kind: 'bytes', as: type.as, ...tape.pick(LENGTHS) };
    case 'list':
    case 'sequence':
      return { kind: type.kind, item: type.item, ...tape.pick(LENGTHS) };
    case 'set':
      return { kind: 'set', frozen: type.frozen, item: type.item, ...tape.pick(LENGTHS) };
    case 'dict':
      return { kind: 'dict', key: type.key, value: type.value, ...tape.pick(LENGTHS) };
    default:
      return type;
  }
}

const LENGTHS: readonly [Constraints, ...Constraints[]] = [
  {},
  { minLength: 1 },
  { maxLength: 2 },
  { minLength: 1, maxLength: 3 },
  { minLength: 2 },
];
