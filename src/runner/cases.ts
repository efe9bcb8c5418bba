import fc from 'fast-check';
import {
  SCENARIOS,
  overSessions,
  SHAPES,
  swarm,
  targets,
  workload,
  type Focus,
  type Scenario,
  type ScenarioName,
  type ShapeName,
  type Swarm,
} from '../arbitraries/index.js';
import { HOST_TAGS, type Schema } from '../schema/index.js';
import type { Case } from '../wire/index.js';
import { focusPlan, type Subject } from './plan.js';
import { RunnerError } from './runnerError.js';
import { caseSeed } from './seed.js';

export interface CasesOptions {
  readonly schema: Schema;
  readonly seed: number;
  readonly shapes: readonly ShapeName[] | null;
  readonly harmless: boolean;
  /** Scenarios to play, in turn with cases of all shapes; default: none. */
  readonly scenarios?: readonly ScenarioName[];
  /** Nothing but the scenarios. */
  readonly scenariosOnly?: boolean;
  /** Those that the kernel begins with; default: it serves one, and that has no name. */
  readonly sessions?: readonly string[];
}

/** A case, and the scenario that it plays; null: none. */
export interface Made {
  readonly case: Case;
  readonly scenario: Scenario | null;
}

/** What goes before the first case and after the last: probes and nothing else. */
export const NOTHING: Made = { case: { steps: [] }, scenario: null };

/** The cases of a run, by number: the same seed gives the same cases, whatever the kernel did with those before. */
export class Cases {
  readonly swarm: Swarm;
  readonly subjects: readonly Subject[];
  readonly shapes: readonly ShapeName[];
  readonly #options: CasesOptions;
  /** Those that can be played with this version. */
  readonly scenarios: readonly Scenario[];
  readonly #plan: readonly Focus[];
  #ahead: { readonly index: number; readonly made: Made } | null = null;

  constructor(options: CasesOptions) {
    this.#options = options;
    this.shapes = options.shapes ?? SHAPES.map(({ name }) => name);
    this.swarm = sampled(swarm(this.shapes), options.seed);
    this.subjects = targets(options.schema, options.harmless).map(({ channel, tag }) => ({ channel, tag }));
    // An echo takes msgpack; pickle is spoken to a real kernel of that era.
    if (this.subjects.length === 0 || (!options.harmless && speaksPickle(options.schema))) {
      throw nothingToSend(options.schema);
    }
    this.scenarios = playable(options);
    this.#plan = focusPlan(this.subjects, this.shapes, fits(options.schema));
  }

  get weights(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.swarm.weights);
  }

  /** Every tag that is sent, the one with which the host ends a kernel included. */
  get tags(): readonly string[] {
    const own =
      this.#options.sessions === undefined
        ? ['stop-kernel']
        : [HOST_TAGS.create, HOST_TAGS.stop, HOST_TAGS.shutdown];
    return [...new Set([...this.subjects.flatMap(({ tag }) => tag ?? []), ...own])];
  }

  /** Makes a case before it is asked for, when there is time. */
  prepare(index: number): void {
    this.#ahead = { index, made: this.#made(index) };
  }

  case(index: number): Case {
    return this.made(index).case;
  }

  made(index: number): Made {
    return this.#ahead?.index === index ? this.#ahead.made : this.#made(index);
  }

  /** Scenarios in turn; where they do not fill the run, every other case is one. */
  #made(index: number): Made {
    const { schema, seed, harmless, scenariosOnly = false, sessions = [] } = this.#options;
    const seedOfCase = caseSeed(seed, index);
    const turns = this.scenarios.length === 0 ? 0 : scenariosOnly ? 1 : 2;
    const scenario =
      index % turns === 0 ? this.scenarios[(index / turns) % this.scenarios.length] : undefined;
    if (scenario !== undefined) {
      return { case: sampled(scenario.arbitrary(schema, harmless, sessions), seedOfCase), scenario };
    }
    const turn = turns === 2 ? (index - 1) / 2 : index;
    const focus = this.#plan[turn % this.#plan.length];
    const made = workload({ schema, harmless, swarm: this.swarm, ...(focus === undefined ? {} : { focus }) });
    const alone = sampled(made, seedOfCase);
    const spread = sessions.length === 0 ? alone : sampled(overSessions(alone, sessions), seedOfCase);
    return { case: spread, scenario: null };
  }
}

/** The cases of a run, as {@link campaign} makes them. */
export function casesOf(options: CasesOptions): Cases {
  return new Cases(options);
}

function playable({
  schema,
  harmless,
  scenarios = [],
  scenariosOnly = false,
  sessions = [],
}: CasesOptions): readonly Scenario[] {
  const wanted = SCENARIOS.filter(({ name }) => scenarios.includes(name));
  const [first] = wanted;
  const able = wanted
    .filter((scenario) => scenario.lacks(schema, harmless, sessions) === null)
    // A short run of a host is to have seen first what only a host can show.
    .toSorted((a, b) => Number(b.aboutSessions) - Number(a.aboutSessions));
  if (scenariosOnly && first !== undefined && able.length === 0) {
    throw new RunnerError(
      'nothing-to-send',
      `Was asked for the scenario ${first.name}: expected a version in which it can be played, ` +
        `got: ${first.lacks(schema, harmless, sessions) ?? ''}. Choose another scenario or version.`,
    );
  }
  return able;
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
