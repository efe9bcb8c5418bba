import type { Arbitrary } from 'fast-check';
import type { Draw } from './draw.js';
import { drawn } from './drawn.js';
import { SHAPE_NAMES, type ShapeName } from './shape.js';

/** Which shapes a run writes, and how often: a weight for every shape, 0 for those that are off. */
export interface Swarm {
  readonly weights: ReadonlyMap<ShapeName, number>;
}

/**
 * Draws a swarm: about a third of the shapes off, the others wildly uneven, so that a run sees much of a few shapes
 * instead of little of all. Only among `shapes`; valid messages, where asked for, are always there: what is broken is
 * seen by what becomes of them.
 */
export function swarm(shapes: readonly ShapeName[] = SHAPE_NAMES): Arbitrary<Swarm> {
  return drawn((draw) => {
    const weights = new Map<ShapeName, number>(SHAPE_NAMES.map((name) => [name, 0]));
    for (const name of shapes) weights.set(name, weightOf(draw, name));
    const [first] = shapes;
    if (first !== undefined && shapes.every((name) => weights.get(name) === 0)) weights.set(first, 1);
    return { weights };
  });
}

function weightOf(draw: Draw, name: ShapeName): number {
  if (name === 'valid') return 2 ** draw.between(5, 8);
  return draw.chance(2, 3) ? 2 ** draw.below(7) : 0;
}

/** In a line, the strongest first: `valid 64, text 8, burst 1 (off: late-tag, near-tag)`. */
export function describeSwarm({ weights }: Swarm): string {
  const on = [...weights].filter(([, weight]) => weight > 0).toSorted(([, a], [, b]) => b - a);
  const off = [...weights].filter(([, weight]) => weight === 0).map(([name]) => name);
  const strengths = on.map(([name, weight]) => `${name} ${weight}`).join(', ');
  return off.length === 0 ? strengths : `${strengths} (off: ${off.join(', ')})`;
}
