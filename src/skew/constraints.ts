import type { Type } from '../schema/index.js';
import type { Constraints } from './op.js';

const BOUNDS = ['gt', 'ge', 'lt', 'le', 'multipleOf'] as const;
const LENGTHS = ['minLength', 'maxLength'] as const;

const KNOWN: Readonly<Partial<Record<Type['kind'], readonly (keyof Constraints)[]>>> = {
  int: BOUNDS,
  float: BOUNDS,
  str: [...LENGTHS, 'pattern'],
  bytes: LENGTHS,
  list: LENGTHS,
  set: LENGTHS,
  sequence: LENGTHS,
  dict: LENGTHS,
};

/** The constraints that a type of this kind may have. */
export function constraintsFor(kind: Type['kind']): readonly (keyof Constraints)[] {
  return KNOWN[kind] ?? [];
}

/** The constraints that a type has. */
export function constraintsOf(type: Type): Constraints {
  const members: Partial<Record<string, unknown>> = { ...type };
  const known = constraintsFor(type.kind).filter((name) => members[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, members[name]]));
}

/** The type with these constraints, which must be ones that its kind takes, and no others. */
export function withConstraints(type: Type, constraints: Constraints): Type {
  const bare = structuredClone<Type & { -readonly [K in keyof Constraints]: Constraints[K] }>(type);
  for (const name of constraintsFor(type.kind)) delete bare[name];
  return { ...bare, ...constraints };
}

/** How the second differs from the first. */
export type Tightness = 'same' | 'tightened' | 'loosened' | 'changed';

/** Compares what two types of one kind let through, as far as the constraints tell. */
export function compareConstraints(kind: Type['kind'], from: Constraints, to: Constraints): Tightness {
  const signs = new Set([
    compareEnds(lowest(kind, from), lowest(kind, to), 1),
    compareEnds(highest(kind, from), highest(kind, to), -1),
    compareEnds(from.minLength ?? 0, to.minLength ?? 0, 1),
    compareEnds(from.maxLength ?? Infinity, to.maxLength ?? Infinity, -1),
    comparePresence(from.multipleOf, to.multipleOf),
    comparePresence(from.pattern, to.pattern),
  ]);
  signs.delete('same');
  const [only] = signs;
  if (only === undefined) return 'same';
  return signs.size === 1 ? only : 'changed';
}

/** An end of a range; `open`: the value itself is outside. */
interface End {
  readonly value: number | bigint;
  readonly open: boolean;
}

function lowest(kind: Type['kind'], { gt, ge }: Constraints): End {
  const ends = [endOf(kind, gt, true, 1n), endOf(kind, ge, false, 1n)].flatMap((end) => end ?? []);
  return ends.reduce((left, right) => (compare(left, right, 1) < 0 ? right : left), {
    value: -Infinity,
    open: false,
  });
}

function highest(kind: Type['kind'], { lt, le }: Constraints): End {
  const ends = [endOf(kind, lt, true, -1n), endOf(kind, le, false, -1n)].flatMap((end) => end ?? []);
  return ends.reduce((left, right) => (compare(left, right, -1) > 0 ? right : left), {
    value: Infinity,
    open: false,
  });
}

/** Of integers no end is open: beyond 0 means from 1 on. */
function endOf(kind: Type['kind'], text: string | undefined, open: boolean, step: 1n | -1n): End | null {
  if (text === undefined) return null;
  if (kind === 'int') return { value: BigInt(text) + (open ? step : 0n), open: false };
  return { value: Number(text.replace('inf', 'Infinity')), open };
}

/** Below, at or above; at the same value an open end lies further in (`inward` is 1 at the lower end, -1 at the upper). */
function compare(left: End, right: End, inward: 1 | -1): number {
  if (left.value < right.value) return -1;
  if (left.value > right.value) return 1;
  return (Number(left.open) - Number(right.open)) * inward;
}

function compareEnds(from: End | number, to: End | number, inward: 1 | -1): Tightness {
  const end = (given: End | number): End =>
    typeof given === 'number' ? { value: given, open: false } : given;
  const sign = compare(end(from), end(to), inward) * inward;
  if (sign === 0) return 'same';
  return sign < 0 ? 'tightened' : 'loosened';
}

function comparePresence(from: string | undefined, to: string | undefined): Tightness {
  if (from === to) return 'same';
  if (from === undefined) return 'tightened';
  return to === undefined ? 'loosened' : 'changed';
}
