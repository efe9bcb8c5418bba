import fc from 'fast-check';
import {
  SCENARIOS,
  overSessions,
  SHAPES,
  faultyCase,
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
import type { Case, FaultKind } from '../wire/index.js';
import { CASE_OF_ECHO, CASE_OF_PROGRAM, FAULTY_EVERY } from './limits.js';
import { focusPlan, type Subject } from './plan.js';
import { RunnerError } from './runnerError.js';
import { caseSeed } from './seed.js';
import { caseNumber, type Shard } from './shard.js';
import { turnAt } from './turn.js';

export interface CasesOptions {
  readonly schema: Schema;
  readonly seed: number;
  readonly shapes: readonly ShapeName[] | null;
  readonly harmless: boolean;
  /** Scenarios to play, in this order and in turn with cases of all shapes; default: none. */
  readonly scenarios?: readonly ScenarioName[];
  /** Nothing but the scenarios. */
  readonly scenariosOnly?: boolean;
  /** Those that the kernel begins with; default: it serves one, and that has no name. */
  readonly sessions?: readonly string[];
  /** Faults to do, in turn, in cases of their own; default: none. */
  readonly faults?: readonly FaultKind[];
  /** Every so many cases there is one; default {@link FAULTY_EVERY}. */
  readonly faultyEvery?: number;
  /** How strongly these shapes are drawn, in place of what the seed says. Default: none. */
  readonly weights?: Readonly<Partial<Record<ShapeName, number>>>;
  /** Only the cases of this shard. Default: all. */
  readonly shard?: Shard;
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
    const { weights = {} } = options;
    const shapes = options.shapes ?? SHAPES.map(({ name }) => name);
    this.shapes = shapes.filter((name) => weights[name] !== 0);
    this.swarm = weighted(sampled(swarm(shapes), options.seed), weights);
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

  /** The number in the whole run that a case of this shard has. */
  number(turn: number): number {
    return caseNumber(this.#options.shard ?? WHOLE, turn);
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

  /** The last of so many cases has a fault; null: this one has none. */
  #faultAt(index: number): FaultKind | null {
    const { faults = [], faultyEvery = FAULTY_EVERY } = this.#options;
    if (index % faultyEvery !== faultyEvery - 1) return null;
    return faults[Math.floor(index / faultyEvery) % faults.length] ?? null;
  }

  #faultyBefore(index: number): number {
    const { faults = [], faultyEvery = FAULTY_EVERY } = this.#options;
    return faults.length === 0 ? 0 : Math.floor(index / faultyEvery);
  }

  #made(turnOfShard: number): Made {
    const index = this.number(turnOfShard);
    const { schema, seed, harmless, scenariosOnly = false, sessions = [] } = this.#options;
    const seedOfCase = caseSeed(seed, index);
    const fault = this.#faultAt(index);
    if (fault !== null) {
      const faulty = faultyCase(fault, { schema, harmless, swarm: this.swarm });
      return { case: sampled(faulty, seedOfCase), scenario: null };
    }
    const { kind, number } = turnAt(index - this.#faultyBefore(index), this.scenarios.length, scenariosOnly);
    const scenario = kind === 'scenario' ? this.scenarios[number % this.scenarios.length] : undefined;
    if (scenario !== undefined) {
      return { case: sampled(scenario.arbitrary(schema, harmless, sessions), seedOfCase), scenario };
    }
    const { focuses, ...size } = harmless ? CASE_OF_PROGRAM : CASE_OF_ECHO;
    const options = {
      schema,
      harmless,
      swarm: this.swarm,
      focuses: this.#focusesOf(number, focuses),
      ...size,
    };
    const alone = sampled(workload(options), seedOfCase);
    const spread = sessions.length === 0 ? alone : sampled(overSessions(alone, sessions), seedOfCase);
    return { case: spread, scenario: null };
  }

  /** The next few of the plan; where it is short, each but once. */
  #focusesOf(turn: number, count: number): readonly Focus[] {
    const { length } = this.#plan;
    const places = Array.from({ length: Math.min(count, length) }, (_, at) => (turn * count + at) % length);
    return places.flatMap((place) => this.#plan[place] ?? []);
  }
}

const WHOLE: Shard = { index: 0, count: 1 };

function weighted(drawn: Swarm, weights: NonNullable<CasesOptions['weights']>): Swarm {
  return { weights: new Map([...drawn.weights].map(([name, weight]) => [name, weights[name] ?? weight])) };
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
  const wanted = scenarios.flatMap((wish) => SCENARIOS.find(({ name }) => name === wish) ?? []);
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
