import { parseArgs } from 'node:util';

export interface Options {
  readonly kernels: number;
  readonly seed: number;
  readonly kernel: string;
}

export const USAGE = `Starts kernels and ends them in every way there is (stop, kill, crash, hang, never ready, its host gone), and
looks at what is left: processes, ports, descriptors, timers, files, memory.

  npm run soak -- --kernels 1000 --seed 7
  npm run soak -- --kernels 100 --kernel marimo

  --kernels    how many, more than 50: so many are a warm-up before the first look (default 1000)
  --kernel     which, as for skewfuzz run (default echo; only of it there are mutants that crash and hang)
  --seed       which way each one ends, a whole number (default: the clock)

Exit code: 0 nothing left, 1 something, 3 wrong usage, or it could not be measured.
`;

/** Wrong usage: the text says what was given and what was expected. */
export class UsageError extends Error {
  readonly kind = 'usage';
}

/** The first look comes after so many. */
export const WARM_UP = 50;

/** @throws UsageError */
export function readOptions(args: readonly string[], now: number): Options {
  const option = { type: 'string' } as const;
  let values: Readonly<Record<string, string | undefined>>;
  try {
    values = {
      ...parseArgs({ args: [...args], options: { kernels: option, seed: option, kernel: option } }).values,
    };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const kernels = whole('--kernels', values['kernels'] ?? '1000');
  if (kernels <= WARM_UP) throw new UsageError(`--kernels ${kernels}: expected more than ${WARM_UP}`);
  return {
    kernels,
    seed: whole('--seed', values['seed'] ?? String(now % 2 ** 31)),
    kernel: values['kernel'] ?? 'echo',
  };
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${name} ${text}: expected a whole number`);
}
