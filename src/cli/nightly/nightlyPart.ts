import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { forget, readBaseline, type SavedCase } from '../../corpus/index.js';
import { kernelKind, type KernelKind } from '../../kernels/index.js';
import type { Violation } from '../../oracles/index.js';
import { replayLine, type ReplayedCase, type RunReport, type TargetReport } from '../../report/index.js';
import {
  before,
  campaign,
  deadline,
  findingSignature,
  isLasting,
  isLethal,
  isOutOfTime,
  reproduces,
  type CampaignOptions,
  type Deadline,
} from '../../runner/index.js';
import { allowedBy } from '../allowedBy.js';
import { Replays } from '../replayFiles.js';
import { openRun } from '../run.js';
import { readSchemaFile } from '../schemas.js';
import { flagsOf } from '../settings.js';
import type { Terminal } from '../terminal.js';
import type { NightlyPlan } from './nightlyPlan.js';
import { replayPart, type Replayed } from './replayPart.js';
import type { Stored } from './savedCases.js';
import type { Part } from './shareOut.js';
import type { Slot } from './timetable.js';

export interface NightlyPart extends Part {
  readonly slot: Slot;
  readonly plan: NightlyPlan;
  /** Those that are to be replayed here. */
  readonly stored: readonly Stored[];
  readonly fix: boolean;
  readonly terminal: Terminal;
}

/** Replays the cases of a target, then fuzzes it; whatever comes, it has ended when its slot has. Never throws. */
export async function nightlyPart(part: NightlyPart): Promise<TargetReport> {
  const { target, slot, stored, terminal } = part;
  const limit = deadline(slot.endBy);
  let replayed: Replayed = { cases: [], left: stored.map(({ file }) => file), failing: [] };
  let run: RunReport | null = null;
  let failure: string | null = null;
  try {
    const opened = await before(limit.over, opening(part));
    replayed = await replayAll(part, opened, limit);
    run = await campaign(fuzzing(part, opened, replayed, limit), terminal.listener);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    terminal.note(`${target.name}: ${failure}`);
  } finally {
    limit.clear();
  }
  const { name, kernel } = target;
  // What was not shrunk may be so now, and may have got another name by it.
  const replays = replayed.cases.filter(({ report }) => report.kind === 'error' || existsSync(report.file));
  return { name, kernel, replays, left: replayed.left, run, failure };
}

async function opening({
  target,
  plan: { places, seed, base, against },
  terminal,
}: NightlyPart): Promise<CampaignOptions> {
  const opened = await openRun({ ...flagsOf(target), ...places, seed: seed.text, failFast: false }, terminal);
  const listed = (signature: string): string | null =>
    against === null || target.baseKernel !== undefined ? null : base(target.kernel, signature);
  return { ...opened, known: (signature) => opened.known(signature) ?? listed(signature) };
}

async function replayAll(part: NightlyPart, opened: CampaignOptions, limit: Deadline): Promise<Replayed> {
  const { target, plan, stored, slot, terminal } = part;
  const { corpus, baseline } = plan.places;
  const own = await readBaseline(corpus, target.kernel, baseline);
  const listed = new Set(own.known.map(({ signature }) => signature));
  const replayed = await replayPart(
    {
      cases: stored,
      until: slot.replayUntil,
      replaysBy: (over) =>
        new Replays(
          {
            ...plan.places,
            allowCode: false,
            targets: [target],
            ready: new Map([[target.kernel, opened.kernel]]),
            over,
          },
          terminal,
        ),
      allowed: allowedBy(target.allow ?? []),
      known: opened.known,
      isListed: (signature) => listed.has(signature),
      signal: opened.signal,
    },
    (report) => {
      terminal.note(replayLine(report, { colour: false }));
    },
  );
  const fixed = await fixLists(part, replayed);
  return compareWithBase(part, opened, fixed, limit);
}

/** `--fix`: takes the lines out that are not true any more. */
async function fixLists({ fix, target, plan }: NightlyPart, replayed: Replayed): Promise<Replayed> {
  const stale = replayed.cases.filter(({ baseline }) => baseline === 'stale');
  if (!fix || stale.length === 0) return replayed;
  const signatures = new Set(stale.flatMap(({ signature }) => signature ?? []));
  await forget(plan.places.corpus, target.kernel, signatures, plan.places.baseline);
  const cases = replayed.cases.map((one): ReplayedCase =>
    one.baseline === 'stale' ? { ...one, baseline: 'removed' } : one,
  );
  return { ...replayed, cases };
}

/** What a saved case shows is accepted where the kernel of the base shows it too. */
async function compareWithBase(
  part: NightlyPart,
  opened: CampaignOptions,
  replayed: Replayed,
  limit: Deadline,
): Promise<Replayed> {
  const cases: ReplayedCase[] = [];
  for (const one of replayed.cases) {
    const saved = part.stored.find(({ file }) => file === one.report.file)?.saved ?? null;
    const isNews = one.report.kind === 'failed' && one.accepted === null;
    if (!isNews || saved === null || saved.evidence === null) {
      cases.push(one);
      continue;
    }
    const { violation } = saved.evidence;
    try {
      const accepted = await inBase(part, opened, { steps: saved.case.steps, violation }, limit);
      cases.push({ ...one, accepted });
    } catch (error) {
      if (!isOutOfTime(error)) throw error;
      const reason = 'it fails, and the time was up before the kernel of the base was asked';
      cases.push({ ...one, report: { kind: 'unknown', file: one.report.file, reason } });
    }
  }
  return { ...replayed, cases };
}

/**
 * Why a finding is not of this kernel alone; null: it is.
 *
 * @throws RunnerError of kind `out-of-time`: then nobody knows
 */
async function inBase(
  { target, plan, terminal }: NightlyPart,
  { schema }: CampaignOptions,
  finding: { readonly steps: SavedCase['case']['steps']; readonly violation: Violation },
  { over }: Deadline,
): Promise<string | null> {
  const { baseKernel } = target;
  if (plan.against === null) return null;
  if (baseKernel === undefined)
    return plan.base(target.kernel, findingSignature(finding.violation, finding.steps));
  const kernel = await baseKind(target, baseKernel, terminal);
  return (await reproduces(finding, kernel, schema, over))
    ? `the kernel of the base has it: ${baseKernel}`
    : null;
}

async function baseKind(
  { env = {}, python, with: packages = [], kernelSchema }: NightlyPart['target'],
  name: string,
  terminal: Terminal,
): Promise<KernelKind> {
  const schema = kernelSchema === undefined ? null : await readSchemaFile(kernelSchema);
  const kernel = kernelKind(name, { env, python: python ?? null, with: packages, schema });
  await kernel.prepare(terminal.note);
  return kernel;
}

function fuzzing(
  part: NightlyPart,
  opened: CampaignOptions,
  { failing }: Replayed,
  limit: Deadline,
): CampaignOptions {
  const open = failing.flatMap(({ evidence, case: input }) =>
    evidence === null || opened.known(evidence.signature) !== null ? [] : [{ evidence, steps: input.steps }],
  );
  const whole = open.filter(({ evidence }) => evidence.shrunk !== null);
  const lethal = whole.filter(({ evidence: { violation } }) => isLethal(violation));
  return {
    ...opened,
    runs: null,
    maxTimeMs: Math.max(0, part.slot.fuzzUntil - performance.now()),
    endBy: part.slot.endBy,
    shard: part.shard,
    met: whole.map(({ evidence }) => evidence.violation),
    lethal: [
      ...(opened.lethal ?? []),
      ...lethal.map(({ evidence: { signature, violation }, steps }) => ({
        steps,
        because: `found before: ${signature}`,
        lasting: isLasting(violation),
      })),
    ],
    unshrunk: open
      .filter(({ evidence }) => evidence.shrunk === null)
      .map(({ evidence: { violation }, steps }) => ({ violation, steps })),
    inBase: async (finding) => inBase(part, opened, finding, limit),
  };
}
