import { campaignSummary, campaignToJson, toJunit, type RunReport, type Verdict } from '../report/index.js';
import { EXIT_CODES, EXIT_ERROR } from './exitCodes.js';
import { interruption } from './interruption.js';
import { openReportFolder } from './reportFolder.js';
import { runOne } from './run.js';
import type { Terminal } from './terminal.js';
import { writeReport } from './writeReport.js';

export interface NightlyOptions {
  readonly maxTime: number;
  readonly seed?: string;
  readonly corpus: string;
  readonly json?: string;
  readonly junit?: string;
  readonly report?: string;
}

const KERNELS = ['echo', 'typed-echo', 'marimo'] as const;

/**
 * `skewfuzz nightly`: every kernel gets an equal part of what is left of the budget. A kernel that cannot be started
 * does not keep the others from running, and is not forgotten: exit code 3. The reports are written after each kernel.
 */
export async function nightly(options: NightlyOptions, terminal: Terminal): Promise<number> {
  const began = performance.now();
  const runs: RunReport[] = [];
  const failures: string[] = [];
  const folder = openReportFolder(options.report);
  for (const [index, kernel] of KERNELS.entries()) {
    if (interruption().aborted) break;
    const left = options.maxTime - (performance.now() - began);
    const maxTime = Math.max(1_000, left / (KERNELS.length - index));
    try {
      const seed = options.seed === undefined ? {} : { seed: options.seed };
      runs.push(
        await runOne({ kernel, corpus: options.corpus, maxTime, failFast: false, ...seed }, terminal, folder),
      );
    } catch (error) {
      failures.push(`${kernel}: ${error instanceof Error ? error.message : String(error)}`);
      terminal.note(failures.at(-1) ?? '');
    }
    const campaign = { verdict: verdictOf(runs), seconds: (performance.now() - began) / 1_000, runs };
    await writeReport(options.json, () => campaignToJson(campaign));
    await writeReport(options.junit, () => toJunit(runs));
    await folder?.write({ verdict: campaign.verdict, runs, failures });
    if (index === KERNELS.length - 1) terminal.print(campaignSummary(campaign, { colour: terminal.colour }));
  }
  await folder?.finish({ verdict: verdictOf(runs), runs, failures });
  for (const failure of failures) terminal.print(`could not run: ${failure}`);
  terminal.close();
  return failures.length > 0 ? EXIT_ERROR : EXIT_CODES[verdictOf(runs)];
}

function verdictOf(runs: readonly RunReport[]): Verdict {
  const verdicts = new Set(runs.map(({ verdict }) => verdict));
  if (verdicts.has('invalid')) return 'invalid';
  return runs.length === 0 || verdicts.has('unknown') ? 'unknown' : 'valid';
}
