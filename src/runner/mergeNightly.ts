import type { FindingReport, NightlyReport, RunReport, TargetReport, Verdict } from '../report/index.js';
import { sortOut } from './sortOut.js';

/**
 * The reports of several shards as one: counts are added up, a finding of several is there once. It is the same in
 * whatever order they are given.
 */
export function mergeNightly(reports: readonly [NightlyReport, ...NightlyReport[]]): NightlyReport {
  const [first] = reports;
  const parts = grouped(
    reports.flatMap(({ targets }) => targets),
    ({ name, kernel }) => JSON.stringify([name, kernel]),
  );
  const targets = parts.map(mergeTargets).toSorted((a, b) => order(a.name, b.name));
  const against = names(reports.flatMap((report) => report.against ?? []));
  return {
    began: reports.map(({ began }) => began).toSorted()[0] ?? first.began,
    seconds: sum(reports.map(({ seconds }) => seconds)),
    budgetSeconds: sum(reports.map(({ budgetSeconds }) => budgetSeconds)),
    seed: reports.map(({ seed }) => seed).toSorted((a, b) => order(a.text, b.text))[0] ?? first.seed,
    shards: names(reports.flatMap(({ shards }) => shards)),
    against: against.join(', ') || null,
    targets,
    sorted: sortOut(targets, against.length > 0),
  };
}

function mergeTargets(parts: readonly [TargetReport, ...TargetReport[]]): TargetReport {
  const [{ name, kernel }] = parts;
  const replays = new Map(
    parts
      .flatMap((part) => part.replays)
      .toSorted((a, b) => order(JSON.stringify(a), JSON.stringify(b)))
      .map((one) => [one.report.file, one]),
  );
  const runs = parts.flatMap(({ run }) => run ?? []);
  const [first, ...others] = runs;
  return {
    name,
    kernel,
    replays: [...replays.values()],
    left: names(parts.flatMap(({ left }) => left)).filter((file) => !replays.has(file)),
    run: first === undefined ? null : mergeRuns([first, ...others]),
    failure: names(parts.flatMap(({ failure }) => failure ?? [])).join('; ') || null,
  };
}

/** Runs of one kernel as one. */
export function mergeRuns(runs: readonly [RunReport, ...RunReport[]]): RunReport {
  const [first] = [...runs].toSorted((a, b) => order(JSON.stringify(a), JSON.stringify(b)));
  const findings = smallest(runs.flatMap((run) => run.findings));
  const oracles = addOracles(runs);
  const errors = runs.flatMap((run) => run.errors).toSorted();
  const reasons = reasonsOf(runs, oracles, errors);
  const counts = (
    of: (run: RunReport) => Readonly<Record<string, number>>,
  ): Readonly<Record<string, number>> => add(runs.map(of));
  const tags = counts((run) => run.tags);
  const shapes = counts((run) => run.shapes);
  const scenarios = addScenarios(runs);
  const faults = addFaults(runs);
  return {
    ...(first ?? runs[0]),
    verdict: verdictOf(findings, reasons),
    reasons,
    stopped: STOPPED.find((stopped) => runs.some((run) => run.stopped === stopped)) ?? 'error',
    cases: sum(runs.map((run) => run.cases)),
    messages: {
      sent: sum(runs.map((run) => run.messages.sent)),
      judged: sum(runs.map((run) => run.messages.judged)),
    },
    bytes: sum(runs.map((run) => run.bytes)),
    seconds: sum(runs.map((run) => run.seconds)),
    kernelSeconds: sum(runs.map((run) => run.kernelSeconds)),
    kernelsStarted: sum(runs.map((run) => run.kernelsStarted)),
    tags,
    shapes,
    channels: counts((run) => run.channels),
    sessions: counts((run) => run.sessions),
    scenarios,
    faults,
    cells: addCells(runs),
    // Shards have no clock in common.
    samples: runs.length === 1 ? runs[0].samples : [],
    outcomes: { ...runs[0].outcomes, ...counts((run) => run.outcomes) },
    oracles,
    hazards: addHazards(runs),
    skew: addSkew(runs),
    findings,
    alike: counts((run) => run.alike),
    allowed: counts((run) => run.allowed),
    notSent: counts((run) => run.notSent),
    flakes: [
      ...new Map(
        runs
          .flatMap((run) => run.flakes)
          .toSorted((a, b) => order(JSON.stringify(a), JSON.stringify(b)))
          .map((flake) => [flake.signature, flake]),
      ).values(),
    ],
    notReached: {
      tags: unreached(tags),
      shapes: unreached(shapes),
      oracles: names(Object.entries(oracles).flatMap(([name, { judged }]) => (judged === 0 ? [name] : []))),
      scenarios: names(Object.entries(scenarios).flatMap(([name, { cases }]) => (cases === 0 ? [name] : []))),
      faults: names(Object.entries(faults).flatMap(([name, { judged }]) => (judged === 0 ? [name] : []))),
    },
    errors,
  };
}

/** From the worst on. */
const STOPPED = ['error', 'interrupted', 'fail-fast', 'runs', 'max-time'] as const;

function verdictOf(findings: readonly FindingReport[], reasons: readonly string[]): Verdict {
  if (findings.some(({ known }) => known === null)) return 'invalid';
  return reasons.length > 0 ? 'unknown' : 'valid';
}

const IDLE = / judged nothing$/;
const ERRORS = /^\d+ errors of the harness$/;

/** What one shard did not judge another may have. */
function reasonsOf(
  runs: readonly RunReport[],
  oracles: RunReport['oracles'],
  errors: readonly string[],
): readonly string[] {
  const judged = new Set(
    Object.entries(oracles).flatMap(([name, one]) => (one.judged > 0 ? [`${name} judged nothing`] : [])),
  );
  const all = names(runs.flatMap((run) => run.reasons)).filter((reason) => !ERRORS.test(reason));
  return [
    ...all.filter((reason) => !IDLE.test(reason) || !judged.has(reason)),
    ...(errors.length > 0 ? [`${errors.length} errors of the harness`] : []),
  ];
}

/** Each signature once, with its smallest case. */
function smallest(findings: readonly FindingReport[]): readonly FindingReport[] {
  const inOrder = findings.toSorted(
    (a, b) =>
      order(a.signature, b.signature) ||
      a.size.messages - b.size.messages ||
      a.size.bytes - b.size.bytes ||
      order(JSON.stringify(a), JSON.stringify(b)),
  );
  return inOrder.filter(({ signature }, at) => inOrder[at - 1]?.signature !== signature);
}

function addOracles(runs: readonly RunReport[]): RunReport['oracles'] {
  const all = grouped(
    runs.flatMap((run) => Object.entries(run.oracles)),
    ([name]) => name,
  );
  return Object.fromEntries(
    all.map((same) => [
      same[0][0],
      {
        judged: sum(same.map(([, { judged }]) => judged)),
        violations: sum(same.map(([, { violations }]) => violations)),
        unknown: add(same.map(([, { unknown }]) => unknown)),
      },
    ]),
  );
}

function addScenarios(runs: readonly RunReport[]): RunReport['scenarios'] {
  const all = grouped(
    runs.flatMap((run) => Object.entries(run.scenarios)),
    ([name]) => name,
  );
  return Object.fromEntries(
    all.map((same) => [
      same[0][0],
      {
        cases: sum(same.map(([, one]) => one.cases)),
        sent: sum(same.map(([, one]) => one.sent)),
        judged: sum(same.map(([, one]) => one.judged)),
        seconds: sum(same.map(([, one]) => one.seconds)),
      },
    ]),
  );
}

function addFaults(runs: readonly RunReport[]): RunReport['faults'] {
  const all = grouped(
    runs.flatMap((run) => Object.entries(run.faults)),
    ([name]) => name,
  );
  return Object.fromEntries(
    all.map((same) => [
      same[0][0],
      {
        done: sum(same.map(([, one]) => one.done)),
        judged: sum(same.map(([, one]) => one.judged)),
        violations: sum(same.map(([, one]) => one.violations)),
      },
    ]),
  );
}

function addCells(runs: readonly RunReport[]): RunReport['cells'] {
  const all = grouped(
    runs.flatMap(({ cells }) => cells),
    (cell) => JSON.stringify({ ...cell, messages: 0 }),
  );
  return all
    .map((same) => Object.assign({}, same[0], { messages: sum(same.map(({ messages }) => messages)) }))
    .toSorted((a, b) => order(JSON.stringify(a), JSON.stringify(b)));
}

function addHazards(runs: readonly RunReport[]): RunReport['hazards'] {
  const all = grouped(
    runs.flatMap((run) => Object.entries(run.hazards)),
    ([name]) => name,
  );
  return Object.fromEntries(
    all.map((same) => [
      same[0][0],
      {
        arrived: sum(same.map(([, { arrived }]) => arrived)),
        refused: sum(same.map(([, { refused }]) => refused)),
      },
    ]),
  );
}

function addSkew(runs: readonly RunReport[]): RunReport['skew'] {
  const all = runs.flatMap(({ skew }) => skew ?? []);
  if (all.length === 0) return null;
  return {
    same: sum(all.map(({ same }) => same)),
    lossy: sum(all.map(({ lossy }) => lossy)),
    refused: sum(all.map(({ refused }) => refused)),
    ask: sum(all.map(({ ask }) => ask)),
    misread: add(all.map(({ misread }) => misread)),
  };
}

function add(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total = new Map<string, number>();
  for (const [name, n] of counts.flatMap((one) => Object.entries(one)))
    total.set(name, (total.get(name) ?? 0) + n);
  return Object.fromEntries([...total].toSorted(([a], [b]) => order(a, b)));
}

function unreached(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([name, n]) => (n === 0 ? [name] : []));
}

/** In an order of its own: numbers that are not whole add up to the same whoever comes first. */
function sum(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b).reduce((total, n) => total + n, 0);
}

function names(all: readonly string[]): readonly string[] {
  return [...new Set(all)].toSorted(order);
}

function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): readonly (readonly [Item, ...Item[]])[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups].toSorted(([a], [b]) => order(a, b)).map(([, group]) => group);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
