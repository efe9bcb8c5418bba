import { kindOfChange } from './change.js';
import { compare, type Level, type Mismatch } from './compare.js';
import type { LossName } from './fidelity.js';
import type { Position } from './offsetOf.js';
import { pathOf, step } from './path.js';
import type { Entry, WireValue } from './value.js';

/** Where two values part, and how. */
export interface Difference {
  /** As msgspec writes paths, `$.cells[0].code`; keys that are no plain names stand in brackets: `$[key 1.0]`. */
  readonly path: string;
  /** Null: absent. */
  readonly expected: WireValue | null;
  /** Null: absent. */
  readonly actual: WireValue | null;
  /**
   * `float64 -> nil`, `int changed`, `str bytes changed`, `entry missing`, `order changed`, ...: words only, never a
   * value, a length or a position.
   */
  readonly kindOfChange: string;
  /** Where `expected` stands in the expected value; of an absent one, where it would belong: its container. */
  readonly expectedAt: Position;
  /** The same on the actual side. */
  readonly actualAt: Position;
}

/**
 * The first place, in the order of the expected value, where what came back is not what is expected, nor what the
 * declared losses make of it; null: there is none. Any depth.
 */
export function firstDifference(
  expected: WireValue,
  actual: WireValue,
  loses: ReadonlySet<LossName>,
): Difference | null {
  const mismatch = compare(expected, actual, loses);
  if (mismatch === null) return null;
  const levels = chain(mismatch.level);
  for (const [depth, level] of levels.entries()) {
    if (level.expected.items !== null) continue;
    if (isAtKey(level)) return entryDifference(levels.slice(0, depth), level, loses);
    if (isTwinLost(level)) return twinDifference(levels.slice(0, depth), level);
  }
  return plainDifference(levels, mismatch);
}

/** From the root down. */
function chain(last: Level | null): Level[] {
  const levels: Level[] = [];
  for (let level = last; level !== null; level = level.parent) levels.push(level);
  return levels.toReversed();
}

function indexOf(level: Level): number {
  return level.reached - 1;
}

function isAtKey(level: Level): boolean {
  return indexOf(level) % 2 === 0;
}

function plainDifference(levels: readonly Level[], { expected, actual }: Mismatch): Difference {
  const absent = expected === null || actual === null;
  const containers = absent ? levels.slice(0, -1) : levels;
  const last = levels.map(indexOf).slice(-1);
  return {
    path: pathOf(levels),
    expected,
    actual,
    kindOfChange: kindOfChange(expected, actual),
    expectedAt: expected === null ? position(containers, 'expected') : position(levels, 'expected'),
    actualAt:
      actual === null
        ? position(containers, 'actual')
        : [...position(levels.slice(0, -1), 'actual'), ...last],
  };
}

function position(levels: readonly Level[], side: 'expected' | 'actual'): Position {
  return levels.map((level) => placeOf(level, side, indexOf(level)));
}

/** Where a child stands in the value itself, entries that a loss took included. */
function placeOf(level: Level, side: 'expected' | 'actual', index: number): number {
  const { origins } = level[side];
  if (origins === null) return index;
  return (origins[index >> 1] ?? 0) * 2 + (index & 1);
}

/** The keys at hand differ, or one side has no more: an entry went, came, moved, or its key changed. */
function entryDifference(above: readonly Level[], level: Level, loses: ReadonlySet<LossName>): Difference {
  const index = indexOf(level) >> 1;
  const mine = level.expected.entries[index];
  const theirs = level.actual.entries[index];
  const containers = {
    path: pathOf(above),
    expectedAt: position(above, 'expected'),
    actualAt: position(above, 'actual'),
  };
  const mineGone =
    mine !== undefined && !holds(level.actual.entries, index, (key) => same(mine[0], key, loses));
  const theirsNew =
    theirs !== undefined && !holds(level.expected.entries, index, (key) => same(key, theirs[0], loses));
  const fewer = level.actual.entries.length - level.expected.entries.length;
  if (mine !== undefined && mineGone && (!theirsNew || fewer < 0)) {
    const expectedAt = [...containers.expectedAt, placeOf(level, 'expected', index * 2 + 1)];
    const path = containers.path + step(mine[0]);
    return {
      ...containers,
      path,
      expectedAt,
      expected: mine[1],
      actual: null,
      kindOfChange: 'entry missing',
    };
  }
  if (theirs !== undefined && theirsNew && (!mineGone || fewer > 0)) {
    const actualAt = [...containers.actualAt, index * 2 + 1];
    const path = containers.path + step(theirs[0]);
    return { ...containers, path, actualAt, expected: null, actual: theirs[1], kindOfChange: 'entry added' };
  }
  if (mine !== undefined && theirs !== undefined && mineGone) {
    return {
      path: `key in ${containers.path}`,
      expected: mine[0],
      actual: theirs[0],
      kindOfChange: `key ${kindOfChange(mine[0], theirs[0])}`,
      expectedAt: [...containers.expectedAt, placeOf(level, 'expected', index * 2)],
      actualAt: [...containers.actualAt, index * 2],
    };
  }
  const { value: expected } = level.expected;
  const { value: actual } = level.actual;
  return { ...containers, expected, actual, kindOfChange: 'order changed' };
}

function same(expected: WireValue, actual: WireValue, loses: ReadonlySet<LossName>): boolean {
  return compare(expected, actual, loses) === null;
}

function holds(entries: readonly Entry[], from: number, wanted: (key: WireValue) => boolean): boolean {
  return entries.slice(from).some(([key]) => wanted(key));
}

const NOTHING_LOST: ReadonlySet<LossName> = new Set();

/** Whether the value at hand differs because the entry it belonged to was dropped for another of the same key. */
function isTwinLost(level: Level): boolean {
  const { entries } = level.expected;
  if (level.actual.entries.length >= entries.length) return false;
  const key = entries[indexOf(level) >> 1]?.[0];
  if (key === undefined) return false;
  const count = (side: readonly Entry[]): number =>
    side.filter((entry) => same(key, entry[0], NOTHING_LOST)).length;
  return count(entries) > count(level.actual.entries);
}

function twinDifference(above: readonly Level[], level: Level): Difference {
  const index = indexOf(level);
  const entry = level.expected.entries[index >> 1];
  return {
    path: pathOf([...above, level]),
    expected: entry?.[1] ?? null,
    actual: level.actual.entries[index >> 1]?.[1] ?? null,
    kindOfChange: 'duplicate key lost',
    expectedAt: position([...above, level], 'expected'),
    actualAt: position([...above, level], 'actual'),
  };
}
