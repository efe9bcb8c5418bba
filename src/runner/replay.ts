import type { SavedCase } from '../corpus/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { ReplayReport } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { encode } from '../wire/index.js';
import { findingSignature } from './findingSignature.js';
import { guardOf } from './guardOf.js';
import { Lab } from './lab.js';
import { CONFIRM_RUNS } from './limits.js';
import { violationsOf } from './tried.js';

export interface ReplayOptions {
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

/**
 * Runs a saved case alone on fresh kernels: is what it once showed still there?
 *
 * @throws RunnerError of kind `out-of-time` when `over` is aborted
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const { kernel, schema, file, saved, allowCode } = options;
  const guard = allowCode ? () => null : guardOf(kernel, schema, true);
  for (const [index, step] of saved.case.steps.entries()) {
    if (step.kind !== 'send') continue;
    const refusal = guard(step.channel, encode(step.value));
    if (refusal !== null) return { kind: 'error', file, message: refused(index, refusal) };
  }
  return replayed(options, new Lab(kernel, schema, guard, options.over));
}

async function replayed({ file, saved, known }: ReplayOptions, lab: Lab): Promise<ReplayReport> {
  const expected = saved.evidence?.signature ?? null;
  let k = 0;
  let own = null;
  let other = null;
  let unjudged: string | null = null;
  // At the same time: a silent kernel is mostly waited for.
  const runs = Array.from({ length: CONFIRM_RUNS }, async () => lab.tryFresh(saved.case));
  for (const tried of await Promise.all(runs)) {
    const violations = violationsOf(tried);
    const same = violations.find((violation) => findingSignature(violation, saved.case.steps) === expected);
    if (same !== undefined) k += 1;
    own = same ?? own;
    other = violations[0] ?? other;
    const oracle = tried.judgements.find(
      ({ oracle: name }) => name === (saved.evidence?.violation.oracle ?? 'alive'),
    );
    if (oracle === undefined || oracle.judged === 0)
      unjudged = `${oracle?.oracle ?? 'the oracle'} judged nothing`;
  }
  if (own !== null) {
    const reproduced = { k, n: CONFIRM_RUNS };
    return {
      kind: 'failed',
      file,
      reproduced,
      violation: own,
      known: known(findingSignature(own, saved.case.steps)),
    };
  }
  if (other !== null)
    return { kind: 'changed', file, signature: findingSignature(other, saved.case.steps), violation: other };
  if (unjudged !== null) return { kind: 'unknown', file, reason: unjudged };
  return { kind: 'fixed', file, n: CONFIRM_RUNS };
}

function refused(index: number, because: string): string {
  return (
    `Message ${index + 1} of the case would run code in a real kernel: ${because}. Nothing was sent. ` +
    `Look at the case; where it is to be trusted, repeat the command with --allow-code.`
  );
}
