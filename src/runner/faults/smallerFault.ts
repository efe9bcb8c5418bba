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
  const gentle = (fault: Fault): FaultStep => ({ ...step, fault });
  return [
    ...lower(step.afterMs, 0, (afterMs): FaultStep => ({ ...step, afterMs })),
    ...gentler(step.fault).map(gentle),
  ];
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
      return lower(fault.forMs, 1, (forMs) => ({ ...fault, forMs }));
    case 'slow-sends':
      return [
        ...lower(fault.forMs, 1, (forMs): Fault => ({ ...fault, forMs })),
        ...lower(fault.pauseMs, 1, (pauseMs): Fault => ({ ...fault, pauseMs })),
      ];
    case 'garbage':
      return lower(fault.bytes.length, 0, (length) => ({
        ...fault,
        bytes: fault.bytes.subarray(0, length),
      }));
    case 'bad-handshake':
      return [
        ...(fault.how === 'torn' ? [] : [{ ...fault, how: 'torn' as const }]),
        ...lower(fault.forMs, 0, (forMs): Fault => ({ ...fault, forMs })),
      ];
  }
}

/** With the least, and with the half; none where it is the least already. */
function lower<T>(amount: number, least: number, made: (amount: number) => T): readonly T[] {
  const half = Math.floor(amount / 2);
  if (amount <= least) return [];
  return half > least ? [made(least), made(half)] : [made(least)];
}
