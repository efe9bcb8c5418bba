import fc from 'fast-check';
import {
  SHAPES,
  swarm,
  targets,
  workload,
  type Focus,
  type ShapeName,
  type Swarm,
} from '../arbitraries/index.js';
import type { Schema } from '../schema/index.js';
import type { Case } from '../wire/index.js';
import { focusPlan, type Subject } from './plan.js';
import { RunnerError } from './runnerError.js';
import { caseSeed } from './seed.js';

export interface CasesOptions {
  readonly schema: Schema;
  readonly seed: number;
  readonly shapes: readonly ShapeName[] | null;
  readonly harmless: boolean;
}

/** The cases of a run, by number: the same seed gives the same cases, whatever the kernel did with those before. */
export class Cases {
  readonly swarm: Swarm;
  readonly subjects: readonly Subject[];
  readonly shapes: readonly ShapeName[];
  readonly #options: CasesOptions;
  readonly #plan: readonly Focus[];
  #ahead: { readonly index: number; readonly case: Case } | null = null;

  constructor(options: CasesOptions) {
    this.#options = options;
    this.shapes = options.shapes ?? SHAPES.map(({ name }) => name);
    this.swarm = sampled(swarm(this.shapes), options.seed);
    this.subjects = targets(options.schema, options.harmless).map(({ channel, tag }) => ({ channel, tag }));
    // An echo takes msgpack; pickle is spoken to a real kernel of that era.
    if (this.subjects.length === 0 || (!options.harmless && speaksPickle(options.schema))) {
      throw nothingToSend(options.schema);
    }
    this.#plan = focusPlan(this.subjects, this.shapes, fits(options.schema));
  }

  get weights(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.swarm.weights);
  }

  /** Every tag that is sent, the one with which the host ends a kernel included. */
  get tags(): readonly string[] {
    return [...new Set([...this.subjects.flatMap(({ tag }) => tag ?? []), 'stop-kernel'])];
  }

  /** Makes a case before it is asked for, when there is time. */
  prepare(index: number): void {
    this.#ahead = { index, case: this.#made(index) };
  }

  case(index: number): Case {
    return this.#ahead?.index === index ? this.#ahead.case : this.#made(index);
  }

  #made(index: number): Case {
    const { schema, seed, harmless } = this.#options;
    const focus = this.#plan[index % this.#plan.length];
    return sampled(
      workload({ schema, harmless, swarm: this.swarm, ...(focus === undefined ? {} : { focus }) }),
      caseSeed(seed, index),
    );
  }
}

/** The cases of a run, as {@link campaign} makes them. */
export function casesOf(options: CasesOptions): Cases {
  return new Cases(options);
}

function speaksPickle({ channels }: Schema): boolean {
  return channels.some(({ envelope }) => envelope.some(({ codec }) => codec === 'pickle'));
}

function nothingToSend({ protocol, release, channels }: Schema): RunnerError {
  const codecs = channels
    .filter(({ direction }) => direction === 'to-kernel')
    .map(({ name, envelope }) => `${name}: ${envelope.map(({ codec }) => codec).join(' + ')}`);
  return new RunnerError(
    'nothing-to-send',
    `Made messages of ${protocol} ${release}: expected a channel to the kernel that carries one msgpack value, ` +
      `got ${codecs.join(', ') || 'no channel at all'}. Take a version that speaks msgpack, or the kernel of this one (--kernel marimo@RELEASE).`,
  );
}

function sampled<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (value === undefined) throw new Error('fast-check sampled nothing');
  return value;
}

function fits(schema: Schema): (subject: Subject, shape: ShapeName) => boolean {
  const byName = new Map(SHAPES.map((shape) => [shape.name, shape]));
  return ({ channel, tag }, name) => byName.get(name)?.applies(schema, channel, tag) ?? false;
}
