import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { replaceFile, sweep } from '../../corpus/index.js';
import {
  annotations,
  campaignToJson,
  nightlyJson,
  nightlyMarkdown,
  nightlySummary,
  toJunit,
  type NightlyReport,
  type ReportData,
  type TargetReport,
} from '../../report/index.js';
import { folderOf, sortOut, versions } from '../../runner/index.js';
import { EXIT_CODES, EXIT_ERROR } from '../exitCodes.js';
import { interruption } from '../interruption.js';
import { writeShown } from '../reportFolder.js';
import type { Terminal } from '../terminal.js';
import { typedCommand } from '../typedCommand.js';
import { writeReport } from '../writeReport.js';
import { nightlyPart } from './nightlyPart.js';
import { nightlyPlan, type NightlyOptions, type NightlyPlan } from './nightlyPlan.js';
import { isOfShard, savedCases, type Stored } from './savedCases.js';
import type { Part } from './shareOut.js';
import { CLOSING_MS, slotOf } from './timetable.js';

/**
 * `skewfuzz nightly`: the exit code. Every target replays its saved cases and is fuzzed, one after the other; a target that
 * cannot be run does not keep the others from it, and is not forgotten. All of it ends within the time that was given,
 * counted from the start of the process. The reports are written after each target.
 */
export async function nightly(options: NightlyOptions, terminal: Terminal): Promise<number> {
  const plan = await nightlyPlan(options);
  const began = new Date(Date.now() - performance.now()).toISOString();
  const { corpus } = plan.places;
  const swept = await sweep(corpus);
  if (swept > 0) terminal.note(`took away ${swept} half-written files of a run that was killed`);
  const stored = await savedCases(corpus);
  tellStrangers(plan, stored, terminal);
  if (plan.parts.length === 0) terminal.note('nothing to do: no target has a path that changed');
  const todo = plan.parts.map((part) => ({ part, stored: storedFor(part, plan, stored) }));
  const done: TargetReport[] = [];
  let report = reportOf(plan, began, [...done, ...todo.map(pending)]);
  for (const [index, { part, stored: own }] of todo.entries()) {
    const rest = todo.slice(index);
    const weights = rest.reduce((sum, one) => sum + one.part.weight, 0);
    const slot = slotOf(performance.now(), plan.maxTimeMs - CLOSING_MS, part.weight / weights);
    if (interruption().aborted) break;
    done.push(
      slot === null
        ? pending({ part, stored: own })
        : await nightlyPart({ ...part, slot, plan, stored: own, fix: options.fix, terminal }),
    );
    report = reportOf(plan, began, [...done, ...rest.slice(1).map(pending)]);
    await write(plan, options, report);
  }
  await write(plan, options, report);
  terminal.print(nightlySummary(report, { colour: terminal.colour }));
  if (plan.shard === null) await tellGithub(report, terminal);
  terminal.close();
  return exitCodeOf(report);
}

/** For a command that shows the same in CI: `skewfuzz report merge`. */
export async function tellGithub(report: NightlyReport, terminal: Terminal): Promise<void> {
  if (process.env['GITHUB_ACTIONS'] === 'true') terminal.print(annotations(report));
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, nightlyMarkdown(report));
}

export function exitCodeOf({ sorted: { errors, verdict } }: NightlyReport): number {
  return errors.length > 0 ? EXIT_ERROR : EXIT_CODES[verdict];
}

/** `report.json` for other programs and for `skewfuzz report merge`, `summary.md`, and all that a run shows to people. */
export async function writeFolder(folder: string, report: NightlyReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, 'report.json'), nightlyJson(report));
  await replaceFile(join(folder, 'summary.md'), nightlyMarkdown(report));
  await writeShown(folder, shownOf(report));
}

function shownOf({ began, seconds, targets, sorted }: NightlyReport): ReportData {
  return {
    command: typedCommand(process.argv.slice(2)),
    began,
    seconds,
    verdict: sorted.verdict,
    versions: versions(null),
    runs: targets.flatMap(({ run }) => run ?? []),
    replays: targets.flatMap(({ replays }) => replays.map(({ report }) => report)),
    matrix: null,
    failures: sorted.errors.map(({ target, because }) => `${target}: ${because}`),
  };
}

async function write(
  { report: folder }: NightlyPlan,
  { json, junit }: NightlyOptions,
  report: NightlyReport,
): Promise<void> {
  const runs = report.targets.flatMap(({ run }) => run ?? []);
  const { verdict } = report.sorted;
  await writeReport(json, () => campaignToJson({ verdict, seconds: report.seconds, runs }));
  await writeReport(junit, () => toJunit(runs));
  if (folder !== null) await writeFolder(folder, report);
}

function reportOf(plan: NightlyPlan, began: string, targets: readonly TargetReport[]): NightlyReport {
  const { shard, seed, maxTimeMs, against } = plan;
  return {
    began,
    seconds: performance.now() / 1_000,
    budgetSeconds: maxTimeMs / 1_000,
    seed,
    shards: shard === null ? [] : [`${shard.index + 1}/${shard.count}`],
    against,
    targets,
    sorted: sortOut(targets, against !== null),
  };
}

/** A target that its turn has not come to. */
function pending({
  part: { target },
  stored,
}: {
  readonly part: Part;
  readonly stored: readonly Stored[];
}): TargetReport {
  const { name, kernel } = target;
  return { name, kernel, replays: [], left: stored.map(({ file }) => file), run: null, failure: null };
}

/** The first target with the kernel of a case has it; a file that cannot be read is of the kernel of its folder. */
function storedFor(
  { target, shard }: Part,
  { targets }: NightlyPlan,
  stored: readonly Stored[],
): readonly Stored[] {
  const first = targets.find(({ kernel }) => kernel === target.kernel);
  if (first?.name !== target.name) return [];
  return stored.filter((one) => isOf(target.kernel, one) && isOfShard(one.file, shard));
}

function isOf(kernel: string, { file, saved }: Stored): boolean {
  return saved === null ? file.split(/[\\/]/u).at(-2) === folderOf(kernel) : saved.kernel === kernel;
}

/** Never silent: cases that nobody replays. */
function tellStrangers({ targets }: NightlyPlan, stored: readonly Stored[], terminal: Terminal): void {
  const strangers = stored.filter((one) => !targets.some(({ kernel }) => isOf(kernel, one)));
  const kernels = [...new Set(strangers.map(({ saved }) => saved?.kernel ?? 'files that cannot be read'))];
  if (strangers.length > 0) {
    terminal.note(
      `not replayed: ${strangers.length} saved cases of what is no target: ${kernels.join(', ')}`,
    );
  }
}
