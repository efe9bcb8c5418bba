import { campaign } from './campaign.js';
import { PEAK_IS_KNOWN } from './memory.js';
import { memoryAlone } from './memoryAlone.js';
import { readOptions, USAGE, UsageError, type Options } from './options.js';
import { PARSERS } from './parsers.js';
import { tellFailure, tellTally, untried } from './report.js';

const FIRST_PROGRESS_MS = 2_000;
const PROGRESS_MS = 10_000;
/** After so many failures a run ends: more of them tell nothing new. */
const ENOUGH = 10;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Reads for as long as the options say; the exit code. */
function fuzz({ inputs, maxTimeMs, seed, from }: Options): number {
  say(
    `${inputs} inputs for ${PARSERS.length} readers, --seed ${seed}${PEAK_IS_KNOWN ? '' : '; memory is not measured: it needs /proc of Linux'}`,
  );
  const start = Date.now();
  let tellAt = start + FIRST_PROGRESS_MS;
  let failures = 0;
  const tally = campaign({
    parsers: PARSERS,
    seed,
    from,
    inputs,
    memoryAlone,
    goesOn: (sofar) => {
      const now = Date.now();
      if (now >= tellAt) {
        tellAt = now + PROGRESS_MS;
        say(`  ${sofar.inputs} inputs after ${Math.round((now - start) / 1_000)} s`);
      }
      return now - start < maxTimeMs && failures < ENOUGH;
    },
    found: (failure) => {
      failures += 1;
      say(tellFailure(failure, seed));
    },
  });
  say(tellTally(tally, (Date.now() - start) / 1_000));
  say(`failures: ${failures}`);
  if (failures > 0) return 1;
  const missing = inputs > 1 ? untried(tally) : [];
  if (missing.length > 0) say(`Too little was tried of ${missing.join(', ')}: run longer.`);
  return missing.length > 0 || !PEAK_IS_KNOWN ? 3 : 0;
}

try {
  process.exitCode = fuzz(readOptions(process.argv.slice(2), Date.now()));
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `The fuzz test failed: ${text}\n`,
  );
  process.exitCode = 3;
}
