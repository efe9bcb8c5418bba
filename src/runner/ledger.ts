import { performance } from 'node:perf_hooks';
import {
  signatureOf,
  tally,
  type Hazard,
  type HazardName,
  type Oracle,
  type OracleName,
  type Outcome,
  type OutcomeCell,
  type Tally,
  type Violation,
} from '../oracles/index.js';
import type { FindingReport, FlakeReport, Progress, RunReport, Stopped, Verdict } from '../report/index.js';
import type { FaultKind } from '../wire/index.js';
import type { Confirmed } from './confirm.js';
import type { SkewTally } from './skewTally.js';
import type { Tried } from './tried.js';

export interface LedgerOptions {
  readonly oracles: readonly Oracle[];
  readonly weights: Readonly<Record<string, number>>;
  /** The run is not meant to reach everything: what it did not judge is told, and no reason to doubt the rest. */
  readonly narrow: boolean;
  /** Those that the run plays. */
  readonly scenarios: readonly string[];
  /** Those that the run does. */
  readonly faults: readonly FaultKind[];
  readonly tags: readonly string[];
  readonly shapes: readonly string[];
  readonly channels: readonly string[];
  /** Those that the kernel begins with; default: it serves one, and that has no name. */
  readonly sessions?: readonly string[];
  /** The tag of the command by which the host ends it; default: `stop-kernel`. */
  readonly stopTag?: string;
  /** Where the kernel is of another version than the host. */
  readonly skew: SkewTally | null;
  /** When the time is used up, by `performance.now()`; infinite where there is no limit. */
  readonly until: number;
}

/** The tag of the one command that the host sends by itself. */
const STOP_TAG = 'stop-kernel';

/** The rate is that of the last so many milliseconds. */
const RATE_MS = 2_000;

interface Played {
  cases: number;
  sent: number;
  judged: number;
  seconds: number;
}

interface Done {
  done: number;
  judged: number;
  violations: number;
}

interface OracleAccount {
  judged: number;
  violations: number;
  readonly unknown: Map<string, number>;
}

/** Adds up what a run has seen, and makes the report of it. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #began = performance.now();
  readonly #tags: Map<string, number>;
  readonly #shapes: Map<string, number>;
  readonly #channels: Map<string, number>;
  readonly #sessions: Map<string, number>;
  readonly #scenarios: ReadonlyMap<string, Played>;
  readonly #faults: Map<FaultKind, Done>;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #cells = new Map<string, OutcomeCell>();
  readonly #beganAt = new Date().toISOString();
  readonly #oracles: ReadonlyMap<OracleName, OracleAccount>;
  /** Those that were asked: some are not meant for every kernel. A run without a trial has asked all that always apply. */
  readonly #heard: Set<OracleName>;
  readonly #findings = new Map<string, FindingReport>();
  readonly #flakes = new Map<string, FlakeReport>();
  readonly #alike = new Map<string, number>();
  readonly #notSent = new Map<string, number>();
  readonly #allowed = new Map<string, number>();
  readonly #unconfirmed = new Set<string>();
  readonly #hazards = new Map<HazardName, Hazard>();
  readonly #errors: string[] = [];
  #kernelSeconds = 0;
  #cases = 0;
  #sent = 0;
  #judged = 0;
  #bytes = 0;
  #recent: readonly (readonly [at: number, judged: number])[] = [];

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#heard = new Set(
      options.oracles.flatMap(({ name, applies }) => (applies === undefined ? [name] : [])),
    );
    this.#tags = zeros(options.tags);
    this.#shapes = zeros(options.shapes);
    this.#channels = zeros(options.channels);
    this.#sessions = zeros(options.sessions ?? []);
    this.#scenarios = new Map(
      options.scenarios.map((name) => [name, { cases: 0, sent: 0, judged: 0, seconds: 0 }]),
    );
    this.#faults = new Map(options.faults.map((kind) => [kind, { done: 0, judged: 0, violations: 0 }]));
    this.#oracles = new Map(
      options.oracles.map(({ name }) => [
        name,
        { judged: 0, violations: 0, unknown: new Map<string, number>() },
      ]),
    );
  }

  get cases(): number {
    return this.#cases;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Findings that are not known ones. */
  get news(): number {
    return [...this.#findings.values()].filter(({ known }) => known === null).length;
  }

  /** Counts one trial. */
  add(tried: Tried, scenario: string | null): Tally {
    const counts = tally(tried.trial);
    const { seconds } = tried;
    this.#kernelSeconds += seconds;
    const played = this.#scenarios.get(scenario ?? '');
    if (played !== undefined) {
      played.cases += 1;
      played.sent += counts.sent;
      played.judged += counts.judged;
      played.seconds += seconds;
    }
    this.#options.skew?.add(tried.trial);
    this.#addFaults(tried);
    const isCase = tried.trial.case.steps.length > 0;
    if (isCase) this.#cases += 1;
    this.#sent += counts.sent;
    this.#judged += counts.judged;
    this.#bytes += counts.bytes;
    merge(this.#tags, counts.tags);
    if (tried.trial.history.some((event) => event.kind === 'sent' && event.origin.kind === 'stop')) {
      merge(this.#tags, new Map([[this.#options.stopTag ?? STOP_TAG, 1]]));
    }
    merge(this.#shapes, counts.shapes);
    merge(this.#channels, counts.channels);
    merge(this.#sessions, counts.sessions);
    merge(this.#outcomes, counts.outcomes);
    this.#addCells(counts.cells);
    this.notSent(tried.kept);
    for (const { oracle, judged, violations, more, unknown, hazards } of tried.judgements) {
      for (const [name, hazard] of hazards) this.#hazard(name, hazard);
      const account = this.#oracles.get(oracle);
      if (account === undefined) continue;
      this.#heard.add(oracle);
      account.judged += judged;
      account.violations += violations.length + more;
      // Probes alone give most oracles nothing to judge.
      if (isCase || judged > 0) merge(account.unknown, unknown);
    }
    return counts;
  }

  #addCells(cells: readonly OutcomeCell[]): void {
    for (const cell of cells) {
      const key = JSON.stringify([cell.tag, cell.shape, cell.outcome]);
      const messages = (this.#cells.get(key)?.messages ?? 0) + cell.messages;
      this.#cells.set(key, { ...cell, messages });
    }
  }

  /** A fault is judged where anything is that happened to its kernel in the same case. */
  #addFaults({ trial, judgements }: Tried): void {
    const kinds = trial.history.flatMap((event) => (event.kind === 'fault' ? [event.fault.kind] : []));
    if (kinds.length === 0) return;
    const isJudged = judgements.some(({ judged }) => judged > 0);
    const violations = judgements.reduce((sum, one) => sum + one.violations.length + one.more, 0);
    for (const kind of new Set(kinds)) {
      const so = this.#faults.get(kind) ?? { done: 0, judged: 0, violations: 0 };
      const done = kinds.filter((one) => one === kind).length;
      this.#faults.set(kind, so);
      so.done += done;
      so.judged += isJudged ? done : 0;
      so.violations += violations;
    }
  }

  #hazard(name: HazardName, { arrived, refused }: Hazard): void {
    const so = this.#hazards.get(name) ?? { arrived: 0, refused: 0 };
    this.#hazards.set(name, { arrived: so.arrived + arrived, refused: so.refused + refused });
  }

  /** Messages that were made and held back, by reason. */
  notSent(held: ReadonlyMap<string, number>): void {
    merge(this.#notSent, held);
  }

  has(signature: string): boolean {
    return this.#findings.has(signature);
  }

  finding(finding: FindingReport): void {
    this.#findings.set(finding.signature, finding);
  }

  flake({
    violation,
    confirmed,
  }: {
    readonly violation: Violation;
    readonly confirmed: Confirmed;
  }): FlakeReport {
    const signature = signatureOf(violation);
    const flake = { signature, violation, reproduced: { k: confirmed.k, n: confirmed.n } };
    this.#flakes.set(signature, flake);
    return flake;
  }

  /** One more violation of a kind that was looked into before. */
  alike(signature: string): void {
    this.#alike.set(signature, (this.#alike.get(signature) ?? 0) + 1);
  }

  /** A violation that is accepted: its signature and why. */
  allow(name: string): void {
    this.#allowed.set(name, (this.#allowed.get(name) ?? 0) + 1);
  }

  /** A violation that there was no time to confirm. */
  unconfirmed(signature: string): void {
    this.#unconfirmed.add(signature);
  }

  error(message: string): void {
    this.#errors.push(message);
  }

  progress(phase: Progress['phase'], kernel: string): Progress {
    const now = performance.now();
    this.#recent = [...this.#recent.filter(([at]) => now - at < RATE_MS), [now, this.#judged]];
    const [since, before] = this.#recent[0] ?? [now, 0];
    return {
      phase,
      kernel,
      cases: this.#cases,
      messages: this.#judged,
      rate: now > since ? ((this.#judged - before) * 1_000) / (now - since) : 0,
      outcomes: this.#outcomeCounts(),
      findings: this.#findings.size,
      secondsLeft: Number.isFinite(this.#options.until)
        ? Math.max(0, (this.#options.until - now) / 1_000)
        : null,
    };
  }

  report(
    rest: Pick<RunReport, 'kernel' | 'host' | 'only' | 'seed' | 'versions' | 'kernelsStarted' | 'samples'> & {
      readonly stopped: Stopped | null;
    },
  ): RunReport {
    const oracles = this.#oracleReports();
    const silent = this.#options.oracles.filter(({ name }) => oracles[name]?.judged === 0);
    const idle = silent.map(({ name }) => name);
    const missed = silent.filter(({ optional }) => optional !== true).map(({ name }) => name);
    const narrow = this.#options.narrow && this.#judged > 0;
    const reasons = this.#reasons(narrow ? missed.filter((name) => name.startsWith('own:')) : missed);
    return {
      ...rest,
      stopped: rest.stopped ?? 'error',
      verdict: this.#verdict(reasons),
      reasons,
      began: this.#beganAt,
      cases: this.#cases,
      messages: { sent: this.#sent, judged: this.#judged },
      bytes: this.#bytes,
      kernelSeconds: this.#kernelSeconds,
      seconds: (performance.now() - this.#began) / 1_000,
      weights: this.#options.weights,
      tags: Object.fromEntries(this.#tags),
      shapes: Object.fromEntries(this.#shapes),
      scenarios: Object.fromEntries([...this.#scenarios].map(([name, played]) => [name, { ...played }])),
      channels: Object.fromEntries(this.#channels),
      sessions: Object.fromEntries(this.#sessions),
      faults: Object.fromEntries([...this.#faults].map(([kind, done]) => [kind, { ...done }])),
      outcomes: this.#outcomeCounts(),
      cells: [...this.#cells.values()],
      oracles,
      hazards: Object.fromEntries(this.#hazards),
      skew: this.#options.skew?.report() ?? null,
      findings: [...this.#findings.values()],
      alike: Object.fromEntries(this.#alike),
      allowed: Object.fromEntries(this.#allowed),
      notSent: Object.fromEntries(this.#notSent),
      flakes: [...this.#flakes.values()],
      notReached: {
        tags: unreached(this.#tags),
        shapes: unreached(this.#shapes),
        oracles: idle,
        faults: [...this.#faults].filter(([, { judged }]) => judged === 0).map(([kind]) => kind),
        scenarios: [...this.#scenarios].filter(([, { cases }]) => cases === 0).map(([name]) => name),
      },
      errors: this.#errors,
    };
  }

  /** Why the run could not judge all that it should have. */
  #reasons(idle: readonly OracleName[]): readonly string[] {
    return [
      ...idle.map((name) => `${name} judged nothing`),
      ...[...this.#flakes.keys()].map((signature) => `did not come back on a fresh kernel: ${signature}`),
      ...[...this.#unconfirmed].map((signature) => `the time was up before it was confirmed: ${signature}`),
      ...(this.#errors.length > 0 ? [`${this.#errors.length} errors of the harness`] : []),
    ];
  }

  #verdict(reasons: readonly string[]): Verdict {
    if (this.news > 0) return 'invalid';
    return reasons.length > 0 ? 'unknown' : 'valid';
  }

  #outcomeCounts(): Readonly<Record<Outcome, number>> {
    const count = (name: Outcome): number => this.#outcomes.get(name) ?? 0;
    return {
      echoed: count('echoed'),
      lossy: count('lossy'),
      refused: count('refused'),
      'dropped-logged': count('dropped-logged'),
      'dropped-silent': count('dropped-silent'),
      zombie: count('zombie'),
      crash: count('crash'),
      hang: count('hang'),
      reordered: count('reordered'),
      duplicated: count('duplicated'),
    };
  }

  #oracleReports(): RunReport['oracles'] {
    const reports = [...this.#oracles].flatMap(([name, { judged, violations, unknown }]) =>
      this.#heard.has(name)
        ? [[name, { judged, violations, unknown: Object.fromEntries(unknown) }] as const]
        : [],
    );
    return Object.fromEntries(reports);
  }
}

function zeros(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name) => [name, 0]));
}

function merge<Name>(into: Map<Name, number>, counts: ReadonlyMap<Name, number>): void {
  for (const [name, count] of counts) into.set(name, (into.get(name) ?? 0) + count);
}

function unreached(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].filter(([, count]) => count === 0).map(([name]) => name);
}
