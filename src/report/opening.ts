import { printable } from './printable.js';
import type { RunReport } from './types.js';

/** What a run says before it begins: enough to make it again. */
export function opening(run: Pick<RunReport, 'kernel' | 'only' | 'seed' | 'versions' | 'weights'>): string {
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `kernel    ${printable(run.kernel)}`,
    `seed      ${printable(run.seed.text)}`,
    `versions  ${printable(versions.join(', '))}`,
    run.only['scenario'] === undefined
      ? `swarm     ${swarm(run.weights)}`
      : `scenario  ${run.only['scenario'].join(', ')}`,
    '',
  ].join('\n');
}

/** `valid 12, burst 3; off: nan, unicode`: the strongest first. */
function swarm(weights: RunReport['weights']): string {
  const shapes = Object.entries(weights);
  const on = shapes.filter(([, weight]) => weight > 0).toSorted(([, a], [, b]) => b - a);
  const off = shapes.filter(([, weight]) => weight === 0).map(([shape]) => shape);
  const drawn = on.map(([shape, weight]) => `${shape} ${weight}`).join(', ');
  return off.length === 0 ? drawn : `${drawn}; off: ${off.join(', ')}`;
}
