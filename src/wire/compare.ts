import { leafExplained } from './explained.js';
import type { LossName } from './fidelity.js';
import { survivors } from './survivors.js';
import type { Entry, WireValue } from './value.js';

/** Two containers of one kind that are compared child by child; the next level hangs on the child just reached. */
export interface Level {
  readonly parent: Level | null;
  readonly expected: Side;
  readonly actual: Side;
  /** Children reached so far, as {@link Position} counts them: the one in hand is `reached - 1`. */
  reached: number;
}

/** What one side of a level holds. */
export interface Side {
  readonly value: WireValue;
  /** Items of an array; null for a map. */
  readonly items: readonly WireValue[] | null;
  /** Entries of a map, without those that a loss took. */
  readonly entries: readonly Entry[];
  /** Where each of the entries stands in the value itself; null: where it stands here. */
  readonly origins: readonly number[] | null;
}

/** Where two values part; null stands for a child that one side does not have. */
export interface Mismatch {
  readonly level: Level | null;
  readonly expected: WireValue | null;
  readonly actual: WireValue | null;
}

/**
 * How deep maps with doubled keys may stand in one another with every value of a key considered; below that the last
 * one counts, as nearly all decoders have it. Every level may double the work, so this bounds what a hostile value costs.
 */
const NESTED_CHOICES = 4;

/** Walks both values in order, any depth, to the first place where no declared loss explains what came back. */
export function compare(
  expected: WireValue,
  actual: WireValue,
  loses: ReadonlySet<LossName>,
  choices: number = NESTED_CHOICES,
): Mismatch | null {
  let level: Level | null = null;
  let left: WireValue | undefined = expected;
  let right: WireValue | undefined = actual;
  for (;;) {
    if (left !== right) {
      const inner: Level | null = open(level, left, right, loses, choices);
      if (inner !== null) level = inner;
      else if (!leafExplained(left, right, loses)) return { level, expected: left, actual: right };
    }
    for (;;) {
      if (level === null) return null;
      left = childOf(level.expected, level.reached);
      right = childOf(level.actual, level.reached);
      if (left !== undefined || right !== undefined) break;
      level = level.parent;
    }
    level.reached += 1;
    if (left === undefined || right === undefined) {
      return { level, expected: left ?? null, actual: right ?? null };
    }
  }
}

function open(
  parent: Level | null,
  expected: WireValue,
  actual: WireValue,
  loses: ReadonlySet<LossName>,
  choices: number,
): Level | null {
  if (expected.kind === 'array' && actual.kind === 'array') {
    return { parent, expected: arraySide(expected), actual: arraySide(actual), reached: 0 };
  }
  if (expected.kind !== 'map' || actual.kind !== 'map') return null;
  let { entries }: { readonly entries: readonly Entry[] } = expected;
  let origins: readonly number[] | null = null;
  if (actual.entries.length < entries.length && loses.has('duplicate-keys')) {
    const alike = (a: WireValue, b: WireValue): boolean => compare(a, b, loses, choices - 1) === null;
    const left = survivors(entries, actual.entries, loses, choices > 0 ? alike : null);
    entries = left.map((survivor) => survivor.entry);
    origins = left.map((survivor) => survivor.origin);
  }
  return {
    parent,
    expected: { value: expected, items: null, entries, origins },
    actual: { value: actual, items: null, entries: actual.entries, origins: null },
    reached: 0,
  };
}

const NO_ENTRIES: readonly Entry[] = [];

function arraySide(value: WireValue & { readonly kind: 'array' }): Side {
  return { value, items: value.items, entries: NO_ENTRIES, origins: null };
}

function childOf(side: Side, index: number): WireValue | undefined {
  if (side.items !== null) return side.items[index];
  const entry = side.entries[index >> 1];
  return entry?.[index & 1];
}
