import { parseArgs } from 'node:util';

export interface Options {
  readonly inputs: number;
  readonly maxTimeMs: number;
  readonly seed: number;
  /** Number of the first input. */
  readonly from: number;
}

export const USAGE = `Gives the readers of foreign bytes (msgpack, JSON, pickle, the stream, the ready line, case files, baselines,
snapshots, JSON Schema) hostile inputs. Each must take one or refuse it with its own error, a megabyte in 200 ms and 64 MB.

  npm run parsers:fuzz -- --inputs 1000000 --seed 7
  npm run parsers:fuzz -- --seed 7 --from 4711 --inputs 1     one input again

  --inputs     how many (default 100000)
  --max-time   at most so long: 30s, 5m, 1h (default: as long as they take)
  --seed       what they are made from, a whole number (default: the clock)
  --from       number of the first input (default 0)

Exit code: 0 nothing found, 1 a reader failed, 3 wrong usage, or too little was tried to say anything.
`;

/** Wrong usage: the text says what was given and what was expected. */
export class UsageError extends Error {
  readonly kind = 'usage';
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @throws UsageError */
export function readOptions(args: readonly string[], now: number): Options {
  const values = parsed(args);
  return {
    inputs: whole('--inputs', values['inputs'] ?? '100000'),
    maxTimeMs: values['max-time'] === undefined ? Infinity : time(values['max-time']),
    seed: whole('--seed', values['seed'] ?? String(now % 2 ** 31)),
    from: whole('--from', values['from'] ?? '0'),
  };
}

function parsed(args: readonly string[]): Readonly<Record<string, string | undefined>> {
  const option = { type: 'string' } as const;
  const options = { inputs: option, 'max-time': option, seed: option, from: option };
  try {
    return { ...parseArgs({ args: [...args], options }).values };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${name} ${text}: expected a whole number`);
}

function time(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const scale = UNITS[unit];
  if (scale === undefined) throw new UsageError(`--max-time ${text}: expected a time such as 30s, 5m or 1h`);
  return Number(count) * scale;
}
