import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { nightlySummary, readNightly, type NightlyReport } from '../../report/index.js';
import { mergeNightly } from '../../runner/index.js';
import { EXIT_CODES_HELP } from '../helpTexts.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';
import { exitCodeOf, tellGithub, writeFolder } from './nightly.js';

/** Adds `merge` to the command `report`. */
export function addReportMerge(report: Command): void {
  report
    .command('merge')
    .description(
      'Join the reports of the shards of a nightly run: counts are added up, a finding of several is there once.',
    )
    .argument('<reports...>', 'the report.json of each shard, in any order: the result is the same')
    .requiredOption('--report <dir>', 'where every format is written, report.html first')
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz report merge report-1/report.json report-2/report.json --report report
${EXIT_CODES_HELP}`,
    )
    .action(async (files: readonly string[], options: { readonly report: string }) => {
      process.exitCode = await merge(files, options.report, openTerminal(process.stdout, process.stderr));
    });
}

async function merge(files: readonly string[], folder: string, terminal: Terminal): Promise<number> {
  const [first, ...others] = await Promise.all(files.map(read));
  if (first === undefined)
    throw new UsageError('Was asked to merge reports: expected one at least, got none.');
  const report = mergeNightly([first, ...others]);
  await writeFolder(folder, report);
  terminal.print(nightlySummary(report, { colour: terminal.colour }));
  await tellGithub(report, terminal);
  return exitCodeOf(report);
}

async function read(file: string): Promise<NightlyReport> {
  try {
    return readNightly(file, await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
