import type { Level, SkewOp } from '../skew/index.js';
import type { Comparison, Direction, Row } from './comparison.js';
import { LEVELS, rankOf, worse } from './levels.js';

/** How many differences there are of each level. */
export interface Tally {
  readonly worst: Level;
  readonly counts: Readonly<Record<Level, number>>;
  /** How many of those that break or lose something are claims without a witness. */
  readonly unproven: number;
}

/** Whether a host and a kernel of different releases can run together, in either direction. */
export type Verdict = Readonly<Record<Direction, Tally>>;

/** Each difference counts once in a direction: at its worst among commands and notifications. */
export function verdict({ rows }: Comparison): Verdict {
  const of = (direction: Direction): Tally => tally(rows.filter((row) => row.direction === direction));
  return {
    'old-host-new-kernel': of('old-host-new-kernel'),
    'new-host-old-kernel': of('new-host-old-kernel'),
  };
}

function tally(rows: readonly Row[]): Tally {
  const worstOf = new Map<SkewOp, Row>();
  for (const row of rows) {
    const known = worstOf.get(row.op);
    if (known === undefined || weightOf(row) > weightOf(known)) worstOf.set(row.op, row);
  }
  const found = [...worstOf.values()];
  const count = (level: Level): number => found.filter((row) => row.level === level).length;
  return {
    worst: found.map(({ level }) => level).reduce(worse, 'safe'),
    counts: { breaks: count('breaks'), loses: count('loses'), hazard: count('hazard'), safe: count('safe') },
    unproven: found.filter(({ unproven }) => unproven).length,
  };
}

/** Of two rows of one level the one that is proven counts. */
function weightOf({ level, unproven }: Row): number {
  return rankOf(level) * 2 + (unproven ? 0 : 1);
}

/** A verdict in words: one sentence for each direction. */
export function sentence(found: Verdict): string {
  return [
    `An old host and a new kernel ${judgement(found['old-host-new-kernel'])}`,
    `A new host and an old kernel ${judgement(found['new-host-old-kernel'])}`,
  ].join(' ');
}

function judgement({ worst, counts, unproven }: Tally): string {
  const told = LEVELS.filter((level) => level !== 'safe' && counts[level] > 0).map((level) =>
    SAID[level](counts[level]),
  );
  const doubt = unproven === 0 ? '' : ` (${unproven} of them not proven by a message)`;
  if (worst === 'breaks') return `cannot run together: ${told.join(', ')}${doubt}.`;
  if (told.length === 0) return 'can run together: nothing breaks, and nothing is lost.';
  return `can run together: nothing breaks, ${told.join(', ')}${doubt}.`;
}

const SAID: Readonly<Record<Level, (count: number) => string>> = {
  breaks: (count) => `${differences(count)} ${count === 1 ? 'breaks' : 'break'} messages`,
  loses: (count) => `${differences(count)} ${count === 1 ? 'loses' : 'lose'} something`,
  hazard: (count) => `${count} ${count === 1 ? 'hazard' : 'hazards'}`,
  safe: differences,
};

function differences(count: number): string {
  return `${count} ${count === 1 ? 'difference' : 'differences'}`;
}
