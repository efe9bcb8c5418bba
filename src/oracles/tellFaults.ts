import type { Chronicle } from '../history/index.js';

/** The damage of a case, for people: `it was damaged: freeze after 12 ms, over after 52 ms`; empty where there was none. */
export function tellFaults({ faults, faultsOver }: Chronicle): string {
  if (faults.length === 0) return '';
  const told = faults.map(({ fault, step, at }) => {
    const over = faultsOver.find((event) => event.step === step);
    const end = over === undefined ? '' : `, over after ${Math.round(over.at)} ms`;
    return `${fault.kind} after ${Math.round(at)} ms${end}`;
  });
  return `it was damaged: ${told.join('; ')}`;
}
