import { campaign } from './campaign.js';
import { msgspecPython } from './msgspecPython.js';
import { USAGE, UsageError, readOptions, type Options } from './options.js';
import { RealDecoder } from './realDecoder.js';
import { tellDisagreement, tellTally, unreached } from './report.js';

const PROGRESS_MS = 10_000;
/** After so many disagreements a run ends: more of them tell nothing new. */
const ENOUGH = 10;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Compares for as long as the options say; the exit code. */
async function compare({ maxTimeMs, pairs, seed, msgspec }: Options): Promise<number> {
  const python = await msgspecPython(msgspec, say);
  say(`msgspec ${msgspec}, ${python}, --seed ${seed}`);
  const start = Date.now();
  let told = start;
  let disagreements = 0;
  const tally = await campaign({
    newDecoder: () => new RealDecoder(python),
    seed,
    msgspec,
    goesOn: (sofar) => {
      const now = Date.now();
      if (now - told > PROGRESS_MS) {
        told = now;
        say(`  ${sofar.pairs} pairs after ${Math.round((now - start) / 1000)} s`);
      }
      const isDone = now - start >= maxTimeMs || (pairs !== null && sofar.pairs >= pairs);
      return !isDone && disagreements < ENOUGH;
    },
    found: (disagreement) => {
      disagreements++;
      say(tellDisagreement(disagreement));
    },
  });
  say(tellTally(tally, (Date.now() - start) / 1000));
  say(`disagreements: ${disagreements}`);
  if (disagreements > 0) return 1;
  const missing = unreached(tally);
  if (missing.length > 0) say(`No pair held ${missing.join(', ')}: run longer.`);
  return missing.length > 0 ? 3 : 0;
}

try {
  process.exitCode = await compare(readOptions(process.argv.slice(2), Date.now()));
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof UsageError ? `${text}\n\n${USAGE}` : `The comparison failed: ${text}\n`,
  );
  process.exitCode = 3;
}
