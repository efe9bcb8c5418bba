import type { SavedCase } from '../corpus/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { ReplayReport } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { encode } from '../wire/index.js';
import type { Confirmed, Shown } from './confirm.js';
import { findingSignature } from './findingSignature.js';
import { guardOf } from './guardOf.js';
import { Lab, type Judging } from './lab.js';
import { CONFIRM_RUNS } from './limits.js';
import { violationsOf } from './tried.js';

export interface ReplayOptions extends Judging {
  readonly kernel: KernelKind;
  readonly schema: Schema;
  readonly file: string;
  readonly saved: SavedCase;
  /** Send frames that may run code which is not of the closed grammar. */
  readonly allowCode: boolean;
  readonly known: (signature: string) => string | null;
  /** When it is aborted, every kernel is ended. Default: never. */
  readonly over?: AbortSignal;
}

/** What came of a replay, and how often what it showed was seen. */
export interface Replayed {
  readonly report: ReplayReport;
  readonly confirmed: Confirmed;
}

/**
 * Runs a saved case alone on fresh kernels: is what it once showed still there?
 *
 * @throws RunnerError of kind `out-of-time` when `over` is aborted
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  return (await replayShown(options)).report;
}

/** The same with what was seen. */
export async function replayShown(options: ReplayOptions): Promise<Replayed> {
  const { kernel, schema, file, saved, allowCode } = options;
  const guard = allowCode ? () => null : guardOf(kernel, schema, true);
  for (const [index, step] of saved.case.steps.entries()) {
    if (step.kind !== 'send') continue;
    const refusal = guard(step.channel, encode(step.value));
    if (refusal !== null) {
      return { report: { kind: 'error', file, message: refused(index, refusal) }, confirmed: NOTHING };
    }
  }
  return replayed(options, new Lab(kernel, schema, guard, options.over, options));
}

async function replayed({ file, saved, known }: ReplayOptions, lab: Lab): Promise<Replayed> {
  const expected = saved.evidence?.signature ?? null;
  let k = 0;
  let own: Shown | null = null;
  let other: Shown | null = null;
  let others = 0;
  let unjudged: string | null = null;
  // At the same time: a silent kernel is mostly waited for.
  const runs = Array.from({ length: CONFIRM_RUNS }, async () => lab.tryFresh(saved.case));
  for (const tried of await Promise.all(runs)) {
    const violations = violationsOf(tried);
    const same = violations.find((violation) => findingSignature(violation, saved.case.steps) === expected);
    if (same !== undefined) k += 1;
    if (same !== undefined) own = { tried, violation: same };
    const [first] = violations;
    if (first !== undefined) {
      other = { tried, violation: first };
      others += 1;
    }
    const oracle = tried.judgements.find(
      ({ oracle: name }) => name === (saved.evidence?.violation.oracle ?? 'alive'),
    );
    if (oracle === undefined || oracle.judged === 0)
      unjudged = `${oracle?.oracle ?? 'the oracle'} judged nothing`;
  }
  const signature = (shown: Shown): string => findingSignature(shown.violation, saved.case.steps);
  if (own !== null) {
    const { violation } = own;
    const reproduced = { k, n: CONFIRM_RUNS };
    const report = { kind: 'failed', file, reproduced, violation, known: known(signature(own)) } as const;
    return { report, confirmed: { ...reproduced, shown: own } };
  }
  if (other !== null) {
    const { violation } = other;
    return {
      report: { kind: 'changed', file, signature: signature(other), violation },
      confirmed: { k: others, n: CONFIRM_RUNS, shown: other },
    };
  }
  if (unjudged !== null) return { report: { kind: 'unknown', file, reason: unjudged }, confirmed: NOTHING };
  return { report: { kind: 'fixed', file, n: CONFIRM_RUNS }, confirmed: NOTHING };
}

const NOTHING: Confirmed = { k: 0, n: CONFIRM_RUNS, shown: null };

function refused(index: number, because: string): string {
  return (
    `Message ${index + 1} of the case would run code in a real kernel: ${because}. Nothing was sent. ` +
    `Look at the case; where it is to be trusted, repeat the command with --allow-code.`
  );
}
