import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { kernelKind } from '../src/kernels/index.js';
import { readOptions, USAGE, UsageError, WARM_UP, type Options } from './options.js';
import { soak, type Soaked } from './soak.js';

const FIRST_PROGRESS_MS = 2_000;
const PROGRESS_MS = 10_000;
const MB = 2 ** 20;
/** How much more the host may have than after the warm-up. */
const GROWTH_BYTES_MAX = 50 * MB;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Lives as many lives as the options say; the exit code. */
async function run({ kernels, seed, kernel }: Options): Promise<number> {
  say(`${kernels} kernels (${kernel}), --seed ${seed}`);
  const kind = kernelKind(kernel, { env: {}, schema: null });
  await kind.prepare(say);
  // Other programs of this machine leave files where they like: whatever is made from here on is ours.
  const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-soak-'));
  process.env['TMPDIR'] = folder;
  const start = Date.now();
  let tellAt = start + FIRST_PROGRESS_MS;
  try {
    const soaked = await soak({
      kind,
      kernels,
      seed,
      warmUp: WARM_UP,
      folders: [folder],
      progress: (lives) => {
        if (Date.now() < tellAt) return;
        tellAt = Date.now() + PROGRESS_MS;
        say(`  ${lives} kernels after ${Math.round((Date.now() - start) / 1_000)} s`);
      },
    });
    say(`${kernels} kernels in ${Math.round((Date.now() - start) / 1_000)} s`);
    return tell(soaked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell({ lives, failures, left, before, after }: Soaked): number {
  for (const [name, count] of lives) say(`  ${String(count).padStart(6)}  ${name}`);
  for (const failure of failures.slice(0, 10)) say(`FAILED ${failure}`);
  for (const thing of left) say(`LEFT ${thing}`);
  const grown = after.resident - before.resident;
  say(
    `memory after ${WARM_UP} kernels ${mb(before.resident)} (heap ${mb(before.heap)}), at the end ${mb(after.resident)} ` +
      `(heap ${mb(after.heap)}): ${mb(grown)} more, ${mb(GROWTH_BYTES_MAX)} are allowed`,
  );
  say(`failed: ${failures.length}, left: ${left.length}`);
  return failures.length + left.length > 0 || grown > GROWTH_BYTES_MAX ? 1 : 0;
}

function mb(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

try {
  process.exitCode = existsSync('/proc/self/fd')
    ? await run(readOptions(process.argv.slice(2), Date.now()))
    : 3;
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `The soak failed: ${text}\n`,
  );
  process.exitCode = 3;
}
