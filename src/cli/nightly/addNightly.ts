import type { Command } from 'commander';
import { CONFIG_HELP, CORPUS_HELP, EXIT_CODES_HELP } from '../helpTexts.js';
import { readDuration, readList, readShard } from '../readOptions.js';
import { openTerminal } from '../terminal.js';
import { nightly } from './nightly.js';
import type { NightlyOptions } from './nightlyPlan.js';

/** Milliseconds. */
const LINGER_MS = 300;

/** Adds the command `nightly`. */
export function addNightly(root: Command): void {
  root
    .command('nightly')
    .description(
      'The long campaign: replay the corpus, fuzz every target, and say what is new. Failures do not end it.',
    )
    .option(
      '--max-time <time>',
      'all of it ends within this (default: that of the config, else 30m)',
      readDuration,
    )
    .option('--shard <i/n>', 'do one of n parts; they share nothing, and are merged afterwards', readShard)
    .option('--seed <seed>', 'a whole number or a git commit id')
    .option('--corpus <dir>', CORPUS_HELP)
    .option(
      '--report <dir>',
      'write every format into a folder: report.html for people, report.json to be merged, ...',
    )
    .option('--json <file>', 'write the reports as JSON')
    .option('--junit <file>', 'write the reports as JUnit XML')
    .option('--config <file>', CONFIG_HELP)
    .option('--targets <a,b,...>', 'only these targets of the config', readList)
    .option('--changed-since <commit>', 'only targets of whose paths one changed since the branch left it')
    .option(
      '--against [base]',
      'fail only on what the base does not have: its corpus, a list of known findings, or a report.json; ' +
        'a target with a baseKernel asks that. At most 10m, with seed 1',
    )
    .option('--fix', 'take lines out of the baseline whose case does not fail any more', false)
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz nightly --max-time 30m --report report
  $ npx skewfuzz nightly --max-time 30m --shard 2/8 --seed $(git rev-parse HEAD) --corpus shard-2 --report report-2
  $ npx skewfuzz corpus merge shard-1 shard-2 --into corpus
  $ npx skewfuzz report merge report-1/report.json report-2/report.json --report report
  $ npx skewfuzz nightly --against base/corpus --changed-since origin/main
${EXIT_CODES_HELP}Invalid are new findings, and lines of the baseline whose case does not fail any more.
`,
    )
    .action(async (options: NightlyOptions) => {
      process.exitCode = await nightly(options, openTerminal(process.stdout, process.stderr));
      // A kernel that is still being started is not waited for.
      setTimeout(() => process.exit(), LINGER_MS).unref();
    });
}
