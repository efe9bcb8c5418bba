import { isSmaller, type Finding } from '../corpus/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { Violation } from '../oracles/index.js';
import { about, type Size } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { encode, type Step } from '../wire/index.js';
import { Budget } from './budget.js';
import { confirm, isBelieved, type Confirmed, type Shown } from './confirm.js';
import { sizeOf } from './findingReport.js';
import { findingSignature } from './findingSignature.js';
import { guardOf, type Guard } from './guardOf.js';
import { suspectOf } from './investigate.js';
import { Lab } from './lab.js';
import { CAREFUL, SHRINK_RUNS } from './limits.js';
import { shrink } from './shrink.js';

export interface MinimizeOptions {
  readonly kernel: KernelKind;
  readonly schema: Schema;
  readonly finding: Finding;
  /** Time that shrinking may take, in milliseconds; confirming comes on top. */
  readonly maxTimeMs: number;
  /** Send frames that may run code which is not of the closed grammar. */
  readonly allowCode: boolean;
}

/** What became of a finding that was to be made smaller. */
export type Minimized =
  | {
      readonly kind: 'smaller';
      readonly finding: Finding;
      readonly from: Size;
      readonly to: Size;
      readonly runs: number;
    }
  | { readonly kind: 'same'; readonly size: Size; readonly runs: number }
  /** It does not show its signature any more. */
  | { readonly kind: 'gone'; readonly reproduced: Pick<Confirmed, 'k' | 'n'> }
  /** It would run code in a real kernel; nothing was sent. */
  | { readonly kind: 'refused'; readonly because: string };

/** Shrinks a finding again, on fresh kernels, with its signature locked. */
export async function minimize(options: MinimizeOptions): Promise<Minimized> {
  const { kernel, schema, finding, allowCode, maxTimeMs } = options;
  const guard: Guard = allowCode ? () => null : guardOf(kernel, schema, true);
  const because = refusalOf(guard, finding.case.steps);
  if (because !== null) return { kind: 'refused', because };
  const lab = new Lab(kernel, schema, guard);
  const { signature } = finding.evidence;
  const isSame = (violation: Violation, steps: readonly Step[]): boolean =>
    findingSignature(violation, steps) === signature;
  const start = finding.case.steps;
  const first = await confirm(lab, finding.case, (violation) => isSame(violation, start));
  if (first.shown === null || !isBelieved(first))
    return { kind: 'gone', reproduced: { k: first.k, n: first.n } };
  const budget = new Budget(maxTimeMs, SHRINK_RUNS);
  for (const patience of [lab.haste, CAREFUL]) {
    if (budget.spent) break;
    const { shown } = first;
    const steps = await shrink(lab, schema, start, {
      shown,
      suspect: suspectOf(shown),
      budget,
      patience,
      isSame,
    });
    if (!isSmaller(sizeOf(steps), sizeOf(start))) continue;
    const again = await confirm(lab, { steps }, (violation) => isSame(violation, steps));
    if (again.shown === null || !isBelieved(again)) continue;
    const smaller = renewed(finding, steps, again, again.shown, budget.runs);
    return { kind: 'smaller', finding: smaller, from: sizeOf(start), to: sizeOf(steps), runs: budget.runs };
  }
  return { kind: 'same', size: sizeOf(start), runs: budget.runs };
}

function refusalOf(guard: Guard, steps: readonly Step[]): string | null {
  for (const step of steps) {
    const refusal = step.kind === 'send' ? guard(step.channel, encode(step.value)) : null;
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Where and when it was found stays. */
function renewed(
  finding: Finding,
  steps: readonly Step[],
  { k, n }: Confirmed,
  { violation }: Shown,
  runs: number,
): Finding {
  const { evidence } = finding;
  const before = evidence.shrunk ?? { from: sizeOf(finding.case.steps), runs: 0 };
  return {
    ...finding,
    about: about(violation),
    case: { steps },
    evidence: {
      ...evidence,
      violation,
      reproduced: { k, n },
      shrunk: { from: before.from, runs: before.runs + runs },
    },
  };
}
