import type { Fault, FaultStep } from '../../wire/index.js';

/** The smallest that still fails, by trying ever less of one thing after the other. */
export async function smallerFault(
  start: FaultStep,
  fails: (candidate: FaultStep) => Promise<boolean>,
): Promise<FaultStep> {
  let step = start;
  for (;;) {
    const smaller = await first(candidatesOf(step), fails);
    if (smaller === null) return step;
    step = smaller;
  }
}

async function first(
  candidates: readonly FaultStep[],
  fails: (candidate: FaultStep) => Promise<boolean>,
): Promise<FaultStep | null> {
  for (const candidate of candidates) if (await fails(candidate)) return candidate;
  return null;
}

/** Each simpler in one thing, the simplest first. */
function candidatesOf(step: FaultStep): readonly FaultStep[] {
  const sooner = lower(step.afterMs, 0).map((afterMs) => ({ ...step, afterMs }));
  return [...sooner, ...gentler(step.fault).map((fault) => ({ ...step, fault }))];
}

function gentler(fault: Fault): readonly Fault[] {
  switch (fault.kind) {
    case 'kill':
    case 'interrupt':
    case 'terminate':
    case 'rebind':
      return [];
    case 'freeze':
    case 'stop-reading':
    case 'undrained':
    case 'second-peer':
    case 'late-start':
      return lower(fault.forMs, 1).map((forMs) => ({ ...fault, forMs }));
    case 'slow-sends':
      return [
        ...lower(fault.forMs, 1).map((forMs) => ({ ...fault, forMs })),
        ...lower(fault.pauseMs, 1).map((pauseMs) => ({ ...fault, pauseMs })),
      ];
    case 'garbage':
      return lower(fault.bytes.length, 0).map((length) => ({
        ...fault,
        bytes: fault.bytes.subarray(0, length),
      }));
    case 'bad-handshake':
      return [
        ...(fault.how === 'torn' ? [] : [{ ...fault, how: 'torn' as const }]),
        ...lower(fault.forMs, 0).map((forMs) => ({ ...fault, forMs })),
      ];
  }
}

/** The least, and the half; none where it is the least already. */
function lower(amount: number, least: number): readonly number[] {
  const half = Math.floor(amount / 2);
  if (amount <= least) return [];
  return half > least ? [least, half] : [least];
}
