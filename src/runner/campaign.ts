import { performance } from 'node:perf_hooks';
import type { ScenarioName, ShapeName } from '../arbitraries/index.js';
import { KernelError, type KernelKind } from '../kernels/index.js';
import { ORACLES, type Tally, type Violation } from '../oracles/index.js';
import type { FindingReport, Only, RunReport, Stopped } from '../report/index.js';
import { HOST_CHANNELS, HOST_TAGS, MARIMO_READERS, type Schema } from '../schema/index.js';
import { FAULT_KINDS, type FaultKind, type Step } from '../wire/index.js';
import { caseReport } from './caseReport.js';
import { Cases, NOTHING, type Made } from './cases.js';
import { deadline, isOutOfTime, type Deadline } from './deadline.js';
import { guardOf } from './guardOf.js';
import { hostRefuses } from './hostRefuses.js';
import { findingReport } from './findingReport.js';
import { findingSignature } from './findingSignature.js';
import { Investigator, type Found, type Investigated, type Sighting } from './investigate.js';
import { Lab, type Judging } from './lab.js';
import { Ledger } from './ledger.js';
import {
  CASE_MS,
  FAULTY_EVERY,
  FAULTY_EVERY_CHOSEN,
  GREETING_ROUNDS,
  LIFE_FRAMES,
  LIFE_FRAMES_MAX,
  PACE_ANSWERS_MIN,
  SHRINK_MS,
} from './limits.js';
import type { Live } from './live.js';
import { Mutes } from './mutes.js';
import { refusedInOtherLetters } from './otherLetters.js';
import type { RunListener } from './runEvent.js';
import { Samples } from './samples.js';
import type { Seed } from './seed.js';
import type { Shard } from './shard.js';
import { SkewTally } from './skewTally.js';
import { isIll, violationsOf, type Tried } from './tried.js';

export interface CampaignOptions extends Judging {
  readonly kernel: KernelKind;
  /** As `--kernel` was given. */
  readonly name: string;
  /** As `--host-schema` was given. Default null: messages are made from the kernel's own version. */
  readonly host?: string | null;
  /** The host's schema: what messages are made from. */
  readonly schema: Schema;
  readonly seed: Seed;
  /** Cases at the most; null: as many as the time allows. */
  readonly runs: number | null;
  /** Null: as long as the runs take. Shrinking counts. */
  readonly maxTimeMs: number | null;
  /** Only these shapes; null: all. */
  readonly shapes: readonly ShapeName[] | null;
  /** Scenarios to play, in turn with cases of all shapes; default: none. */
  readonly scenarios?: readonly ScenarioName[];
  /** Nothing but the scenarios. */
  readonly scenariosOnly?: boolean;
  /** Faults to do; those that make no sense with the kernel are left out. Default: none. */
  readonly faults?: readonly FaultKind[];
  /** The run is about faults: every other case has one. */
  readonly faultsChosen?: boolean;
  /**
   * The run is not meant to reach everything: what did not come up is no reason to doubt the rest, unless an oracle of
   * one's own judged nothing. Default: where nothing but scenarios is played.
   */
  readonly narrow?: boolean;
  readonly failFast: boolean;
  /** See {@link guardOf}. Default false. */
  readonly unchecked?: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** Why a finding is accepted, by its signature; null: it is not known. */
  readonly known: (signature: string) => string | null;
  /** Whether a violation may be due to a known bug, tag and place aside. */
  readonly resembles?: (violation: Violation) => boolean;
  /** Known bugs that end the kernel: what they need is not sent together, so that the run goes on. */
  readonly lethal?: readonly Lethal[];
  /** Keeps a finding; where, as one would type it. */
  readonly save: (found: Found, caseIndex: number) => Promise<string | null>;
  /** Keeps a finding before it is shrunk. What comes back takes it away again, unless it is what is kept in the end. */
  readonly keepFirst?: (found: Found, caseIndex: number) => Promise<(kept: string | null) => Promise<void>>;
  /** Time that shrinking one finding may take. Default 20 s. */
  readonly shrinkMs?: number;
  /** Tell of every case, see {@link RunEvent}. Default false. */
  readonly tellCases?: boolean;
  /** Is given every trial of the run in turn, probes alone included; not those that confirm and shrink. Default: nobody. */
  readonly record?: (trial: Recorded) => Promise<void>;
  /** By then (of `performance.now()`) everything has ended, whatever it was. Default: when the last look has ended. */
  readonly endBy?: number;
  /** Only the cases of this shard. Default: all. */
  readonly shard?: Shard;
  /** The name of the target in the config, for the command that makes this run again. */
  readonly target?: string;
  /** How strongly these shapes are drawn, in place of what the seed says. */
  readonly weights?: Readonly<Partial<Record<ShapeName, number>>>;
  /** Why such a violation is accepted; null: it is not. Default: none is. */
  readonly allowed?: (violation: Violation) => string | null;
  /** Violations of saved cases that are known to be there still: what is like them is only counted. */
  readonly met?: readonly Violation[];
  /** Saved cases that were never shrunk: they are looked into first. */
  readonly unshrunk?: readonly Omit<Sighting, 'past'>[];
  /** Why a finding is none of this kernel's alone: the base has it too; null: it has not. Default: nobody is asked. */
  readonly inBase?: (finding: Omit<Sighting, 'past'>) => Promise<string | null>;
  readonly signal: AbortSignal;
}

/** A trial of a run. */
export interface Recorded {
  /** The number of the case. */
  readonly index: number;
  readonly scenario: string | null;
  readonly tried: Tried;
}

/** The smallest case of a bug that ends the kernel. */
export interface Lethal {
  readonly steps: readonly Step[];
  /** See {@link isLasting}. */
  readonly lasting: boolean;
  readonly because: string;
}

/** Fuzzes one kernel until its budget is used up. Never throws for what the kernel does, only for what it cannot start. */
export async function campaign(options: CampaignOptions, listen: RunListener): Promise<RunReport> {
  return new Campaign(options, listen).run();
}

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_MS = 100;

class Campaign {
  readonly #options: CampaignOptions;
  readonly #listen: RunListener;
  readonly #lab: Lab;
  readonly #cases: Cases;
  readonly #ledger: Ledger;
  readonly #investigator: Investigator;
  readonly #until: number;
  readonly #end: Deadline;
  readonly #mutes: Mutes;
  readonly #samples: Samples;
  /** The frames that a kernel is replaced after. */
  #lifeFrames = LIFE_FRAMES;
  #live: Live | null = null;
  /** The case of the moment. */
  #index = 0;
  #toldAt = 0;
  #stopped: Stopped | null = null;
  /** Takes away what was kept of the finding at hand before it was shrunk. */
  #drop: ((kept: string | null) => Promise<void>) | null = null;

  constructor(options: CampaignOptions, listen: RunListener) {
    const { kernel, schema, seed } = options;
    const able = kernel.faults ?? FAULT_KINDS;
    const faults = (options.faults ?? []).filter((kind) => able.includes(kind));
    this.#options = options;
    this.#listen = listen;
    this.#until = Math.min(performance.now() + (options.maxTimeMs ?? Infinity), options.endBy ?? Infinity);
    this.#end = deadline(options.endBy ?? Infinity);
    this.#lab = new Lab(kernel, schema, guardOf(kernel, schema, options.unchecked), this.#end.over, options);
    this.#cases = new Cases({
      schema,
      seed: seed.number,
      shapes: options.shapes,
      harmless: kernel.answers === 'program',
      scenarios: options.scenarios ?? [],
      scenariosOnly: options.scenariosOnly ?? false,
      ...(kernel.sessions === undefined ? {} : { sessions: kernel.sessions }),
      faults,
      faultyEvery: options.faultsChosen === true ? FAULTY_EVERY_CHOSEN : FAULTY_EVERY,
      weights: options.weights ?? {},
      ...(options.shard === undefined ? {} : { shard: options.shard }),
    });
    this.#ledger = new Ledger({
      oracles: options.oracles ?? ORACLES,
      weights: this.#cases.weights,
      tags: options.scenariosOnly === true ? [] : this.#cases.tags,
      shapes: options.scenariosOnly === true ? [] : this.#cases.shapes,
      narrow: options.narrow ?? options.scenariosOnly === true,
      scenarios: this.#cases.scenarios.map(({ name }) => name),
      channels: [
        ...new Set(this.#cases.subjects.map(({ channel }) => channel)),
        ...(kernel.sessions === undefined ? [] : [HOST_CHANNELS.mgmt, HOST_CHANNELS.cmd]),
      ],
      ...(kernel.sessions === undefined ? {} : { sessions: kernel.sessions, stopTag: HOST_TAGS.shutdown }),
      faults,
      skew: kernel.schema === null || !options.host ? null : new SkewTally(schema, kernel.schema),
      until: this.#until,
    });
    this.#mutes =
      kernel.answers === 'program'
        ? new Mutes(
            MARIMO_READERS.map(({ channel }) => channel),
            refusedInOtherLetters(kernel.schema ?? schema),
            kernel.sessions === undefined ? null : hostRefuses(schema),
          )
        : new Mutes();
    this.#samples = new Samples(() => ({
      messages: this.#ledger.sent,
      kernels: this.#lab.started,
      pid: this.#live?.kernel.pid ?? null,
    }));
    for (const { steps, because, lasting } of options.lethal ?? []) this.#mutes.add(steps, because, lasting);
    this.#investigator = new Investigator(this.#lab, schema, {
      shrinkMs: options.shrinkMs ?? SHRINK_MS,
      resembles: options.resembles ?? (() => false),
      phase: (phase) => {
        this.#tell(phase, true);
      },
      believed: async (found) => this.#keepFirst(found),
      ...(options.inBase === undefined ? {} : { inBase: options.inBase }),
      endBy: this.#end.at,
    });
    for (const violation of options.met ?? []) this.#investigator.meet(violation);
  }

  async run(): Promise<RunReport> {
    const { name: kernel, seed, versions } = this.#options;
    this.#listen({
      kind: 'opened',
      run: { kernel, only: this.#only(), seed, versions, weights: this.#cases.weights },
    });
    this.#samples.start();
    let samples: RunReport['samples'] = [];
    try {
      await this.#greet();
      for (const { violation, steps } of this.#options.unshrunk ?? []) {
        await this.#lookInto([violation], steps, []);
      }
      for (; this.#stopped === null; this.#index += 1) {
        this.#stopped = this.#reasonToStop();
        if (this.#stopped === null) await this.#one(this.#cases.made(this.#index), 'goes-on');
        else await this.#one(NOTHING, 'ends');
      }
    } catch (error) {
      if (isOutOfTime(error)) {
        this.#stopped = 'max-time';
      } else if (!(error instanceof KernelError) || this.#lab.started <= 1) {
        throw error;
      } else {
        this.#ledger.error(error.message);
        this.#stopped = 'error';
      }
    } finally {
      samples = this.#samples.end();
      this.#end.clear();
      await this.#live?.kernel.kill();
      await this.#lab.cool();
    }
    return this.#ledger.report({
      kernel,
      host: this.#options.host ?? null,
      only: this.#only(),
      seed,
      versions,
      stopped: this.#stopped,
      kernelsStarted: this.#lab.started,
      samples,
    });
  }

  /** Probes and nothing else, until the kernel's pace is known. */
  async #greet(): Promise<void> {
    for (let round = 0; round < GREETING_ROUNDS; round += 1) {
      if ((this.#live?.answers ?? 0) < PACE_ANSWERS_MIN) await this.#one(NOTHING, 'goes-on');
    }
  }

  #reasonToStop(): Stopped | null {
    const { runs, signal, failFast } = this.#options;
    if (signal.aborted) return 'interrupted';
    if (failFast && this.#ledger.news > 0) return 'fail-fast';
    if (runs !== null && this.#index >= runs) return 'runs';
    return performance.now() >= this.#until ? 'max-time' : null;
  }

  /** Runs one case, on the kernel that is still there. */
  async #one({ case: made, scenario }: Made, then: 'goes-on' | 'ends'): Promise<void> {
    const needsItsOwn = this.#lab.needsItsOwn(made);
    if (this.#live !== null && (needsItsOwn || this.#mutes.pileUp(this.#live.past, made))) {
      if (!needsItsOwn) this.#lab.startAhead();
      await this.#one(NOTHING, 'ends');
    }
    const live = (this.#live ??= await this.#lab.start(made));
    const before = live.past.length;
    const thenStop = then === 'ends' || live.isWorn(this.#lifeFrames) || (scenario?.ends ?? false);
    const { case: input, held } = this.#mutes.apply(made);
    this.#ledger.notSent(held);
    const until = Math.min(this.#until, performance.now() + (scenario?.sendMs ?? CASE_MS));
    if (thenStop && then === 'goes-on') this.#lab.startAhead();
    const meanwhile = (): void => {
      if (then === 'goes-on') this.#cases.prepare(made.steps.length > 0 ? this.#index + 1 : this.#index);
    };
    const tried = await this.#lab.tryOn(live, input, { thenStop, until, meanwhile });
    const counts = this.#ledger.add(tried, scenario?.name ?? null);
    if (this.#options.tellCases === true && made.steps.length > 0) this.#tellCase(tried, counts, scenario);
    await this.#options.record?.({ index: this.#index, scenario: scenario?.name ?? null, tried });
    this.#tell('fuzz', then === 'ends');
    const violations = violationsOf(tried);
    if (!thenStop && !isIll(tried) && violations.every((violation) => this.#isHarmless(violation))) {
      for (const violation of violations) this.#count(violation);
      return;
    }
    this.#live = null;
    await live.kernel.kill();
    if (violations.length > 0) {
      await this.#lookInto(violations, tried.trial.case.steps, live.past.slice(0, before));
    } else if (thenStop && then === 'goes-on') this.#liveLonger();
  }

  #tellCase(tried: Tried, counts: Tally, scenario: Made['scenario']): void {
    const { name: kernel, seed } = this.#options;
    const place = { index: this.#index, kernel, kernelNumber: this.#lab.started, seed };
    const one = caseReport(tried, counts, { ...place, scenario: scenario?.name ?? null });
    this.#listen({ kind: 'case', case: one });
  }

  /** Of no news, and the kernel goes on as if nothing had been. */
  #isHarmless(violation: Violation): boolean {
    return !isLethal(violation) && (this.#isKnown(violation) || this.#investigator.isAlike(violation));
  }

  /** Known or allowed. */
  #isKnown(violation: Violation): boolean {
    const known = this.#options.known(findingSignature(violation, []));
    return known !== null || (this.#options.allowed?.(violation) ?? null) !== null;
  }

  #count(violation: Violation): void {
    const because = this.#options.allowed?.(violation) ?? null;
    const signature = findingSignature(violation, []);
    if (because === null) this.#ledger.alike(signature);
    else this.#ledger.allow(`${signature}: ${because}`);
  }

  /** A program is too slow for a long life to be lived again. */
  #liveLonger(): void {
    if (this.#options.kernel.answers === 'program') return;
    this.#lifeFrames = Math.min(2 * this.#lifeFrames, LIFE_FRAMES_MAX);
  }

  async #lookInto(
    violations: readonly Violation[],
    steps: Sighting['steps'],
    past: Sighting['past'],
  ): Promise<void> {
    for (const violation of violations) {
      if (this.#options.signal.aborted || (this.#options.failFast && this.#ledger.news > 0)) return;
      if (this.#isKnown(violation)) {
        this.#count(violation);
        continue;
      }
      const looked = await this.#look({ violation, steps, past });
      if (looked.kind === 'alike') this.#ledger.alike(looked.signature);
      if (looked.kind === 'in-base') {
        await this.#drop?.(null);
        this.#tellFinding(looked.found, null, looked.because);
      }
      if (looked.kind === 'flake') this.#listen({ kind: 'flake', flake: this.#ledger.flake(looked) });
      if (looked.kind === 'finding') await this.#keep(looked.found);
    }
  }

  async #look(sighting: Sighting): Promise<Investigated> {
    try {
      return await this.#investigator.look(sighting, this.#until);
    } catch (error) {
      if (isOutOfTime(error)) this.#ledger.unconfirmed(findingSignature(sighting.violation, []));
      throw error;
    }
  }

  /** What is not shrunk yet must not be lost either. */
  async #keepFirst(found: Found): Promise<void> {
    this.#drop = null;
    try {
      this.#drop = (await this.#options.keepFirst?.(found, this.#cases.number(this.#index))) ?? null;
    } catch (error) {
      // It may be too large to be kept as it is; the smaller one is kept, or told of.
      const came = error instanceof Error ? error.message : String(error);
      this.#listen({ kind: 'note', line: `not kept before it is shrunk: ${came}` });
    }
  }

  async #keep(found: Found): Promise<void> {
    const signature = findingSignature(found.shown.violation, found.steps);
    let file: string | null = null;
    try {
      file = await this.#options.save(found, this.#cases.number(this.#index));
      if (file !== null) await this.#drop?.(file);
    } catch (error) {
      // What was found must be reported even where it cannot be saved.
      this.#ledger.error(error instanceof Error ? error.message : String(error));
    }
    if (this.#ledger.has(signature)) return;
    this.#tellFinding(found, file, this.#options.known(signature));
  }

  #tellFinding(found: Found, file: string | null, known: string | null): void {
    const { name, seed, host = null } = this.#options;
    const finding: FindingReport = findingReport(found, {
      kernel: name,
      host,
      only: this.#only(),
      seed,
      known,
      file,
    });
    this.#ledger.finding(finding);
    const { violation } = found.shown;
    if (isLethal(violation)) this.#mutes.add(found.steps, finding.signature, isLasting(violation));
    this.#listen({ kind: 'finding', finding });
  }

  #only(): Only {
    const { shapes, scenarios = [], scenariosOnly = false, target } = this.#options;
    return {
      ...(target === undefined ? {} : { target: [target] }),
      ...(shapes === null ? {} : { shapes }),
      ...(scenariosOnly ? { scenario: scenarios } : {}),
    };
  }

  #tell(phase: 'fuzz' | 'confirm' | 'shrink', always: boolean): void {
    const now = performance.now();
    if (!always && now - this.#toldAt < PROGRESS_MS) return;
    this.#toldAt = now;
    this.#listen({ kind: 'progress', progress: this.#ledger.progress(phase, this.#options.name) });
  }
}

/** A kernel goes deaf of what piles up, over many cases if need be; it dies of what comes at once. */
export function isLasting({ outcome }: Violation): boolean {
  return outcome === 'hang' || outcome === 'zombie';
}

/** Whether a kernel is of no use after it. */
export function isLethal({ outcome }: Violation): boolean {
  return outcome === 'crash' || outcome === 'hang' || outcome === 'zombie';
}
