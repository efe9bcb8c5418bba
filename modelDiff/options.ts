import { parseArgs } from 'node:util';

import {
  NEWEST_MSGSPEC,
  isMsgspecVersion,
  MSGSPEC_VERSIONS,
  type MsgspecVersion,
} from '../src/model/index.js';

export interface Options {
  readonly maxTimeMs: number;
  /** How many pairs at least, whatever time it takes; null: as many as the time allows. */
  readonly pairs: number | null;
  readonly seed: number;
  readonly msgspec: MsgspecVersion;
}

export const USAGE: string = `Compares the model with msgspec's own decoder, on random schemas and random bytes, and on what a peer writes whose
schema is newer or older.

  npm run model:diff -- --max-time 60s
  npm run model:diff -- --pairs 1000000 --seed 7
  npm run model:diff -- --msgspec 0.21.1 --max-time 5m

  --max-time   how long: 30s, 5m, 1h (default 60s, or as long as --pairs take)
  --pairs      how many pairs at least
  --seed       where to begin, a whole number (default: the clock)
  --msgspec    which version: ${MSGSPEC_VERSIONS.join(', ')} (default ${NEWEST_MSGSPEC})

Exit code: 0 no disagreement, 1 some, 3 wrong usage, a kind of type or of op that no pair had, or the
comparison itself failed.
`;

/** Wrong usage: the text says what was given and what was expected. */
export class UsageError extends Error {
  readonly kind = 'usage';
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @throws UsageError */
export function readOptions(args: readonly string[], now: number): Options {
  const { values } = parsed(args);
  const pairs = values.pairs === undefined ? null : whole('--pairs', values.pairs);
  const msgspec = values.msgspec ?? NEWEST_MSGSPEC;
  if (!isMsgspecVersion(msgspec)) {
    throw new UsageError(`--msgspec ${msgspec}: expected one of ${MSGSPEC_VERSIONS.join(', ')}`);
  }
  return {
    maxTimeMs:
      values['max-time'] === undefined ? (pairs === null ? 60_000 : Infinity) : time(values['max-time']),
    pairs,
    // fast-check takes seeds of 32 bits; batches count on from here.
    seed: values.seed === undefined ? now % 2 ** 31 : whole('--seed', values.seed),
    msgspec,
  };
}

function parsed(args: readonly string[]): {
  readonly values: Readonly<Record<'max-time' | 'pairs' | 'seed' | 'msgspec', string | undefined>>;
} {
  const option = { type: 'string' } as const;
  const options = { 'max-time': option, pairs: option, seed: option, msgspec: option };
  try {
    const { values } = parseArgs({ args: [...args], options });
    return {
      values: { 'max-time': undefined, pairs: undefined, seed: undefined, msgspec: undefined, ...values },
    };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function whole(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`${name} ${text}: expected a whole number`);
}

function time(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const scale = UNITS[unit];
  if (scale === undefined) throw new UsageError(`--max-time ${text}: expected a time such as 30s, 5m or 1h`);
  return Number(count) * scale;
}
