import { randomInt } from 'node:crypto';
import type { Allowed, TargetConfig } from '../config/index.js';
import { FAULTS, SCENARIOS, SHAPES, type ScenarioName, type ShapeName } from '../arbitraries/index.js';
import { schemaRef } from '../corpus/index.js';
import { kernelKind, newestMarimoSchema, schemaNamed, type KernelKind } from '../kernels/index.js';
import { summary, toJson, toJunit, type RunReport } from '../report/index.js';
import {
  campaign,
  openKeeper,
  openRecorder,
  parseSeed,
  versions,
  type CampaignOptions,
  type Seed,
} from '../runner/index.js';
import type { Schema } from '../schema/index.js';
import { FAULT_KINDS, type FaultKind } from '../wire/index.js';
import { allowedBy } from './allowedBy.js';
import { EXIT_CODES } from './exitCodes.js';
import { interruption } from './interruption.js';
import { readNames } from './readOptions.js';
import { openReportFolder, type ReportFolder } from './reportFolder.js';
import { readSchemaFile } from './schemas.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';
import { writeReport } from './writeReport.js';

export interface RunOptions {
  readonly kernel: string;
  readonly kernelSchema?: string;
  readonly hostSchema?: string;
  readonly seed?: string;
  readonly runs?: number;
  readonly maxTime?: number;
  readonly shapes?: string;
  readonly scenario?: string;
  readonly faults?: string;
  readonly corpus: string;
  /** What a config says, see {@link TargetConfig}. */
  readonly baseline?: string;
  readonly target?: string;
  readonly weights?: TargetConfig['weights'];
  readonly allow?: readonly Allowed[];
  readonly json?: string;
  readonly junit?: string;
  readonly report?: string;
  /** Keep what happened, to be judged again. */
  readonly history?: string;
  readonly failFast: boolean;
  /** Let a real kernel report what its own decoder understood; default: yes. */
  readonly tap?: boolean;
  readonly unchecked?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly python?: string;
  readonly with?: readonly string[];
  readonly sessions?: number;
}

const DEFAULT_MS = 60_000;

/** `skewfuzz run`: the exit code. */
export async function run(options: RunOptions, terminal: Terminal): Promise<number> {
  if (options.shapes === 'help') {
    terminal.print(SHAPES.map(({ name, about }) => `${name.padEnd(22)}${about}`).join('\n'));
    return EXIT_CODES.valid;
  }
  if (options.scenario === 'help') {
    terminal.print(SCENARIOS.map(({ name, about }) => `${name.padEnd(22)}${about}`).join('\n'));
    return EXIT_CODES.valid;
  }
  if (options.faults === 'help') {
    terminal.print(FAULTS.map(({ kind, about }) => `${kind.padEnd(22)}${about}`).join('\n'));
    return EXIT_CODES.valid;
  }
  const folder = openReportFolder(options.report);
  const report = await runOne(options, terminal, folder);
  terminal.print(summary(report, { colour: terminal.colour }));
  await writeReport(options.json, () => toJson(report));
  await writeReport(options.junit, () => toJunit([report]));
  await folder?.finish({ verdict: report.verdict, runs: [report] });
  terminal.close();
  return EXIT_CODES[report.verdict];
}

/** Fuzzes one kernel and keeps what it finds. */
export async function runOne(
  options: RunOptions,
  terminal: Terminal,
  folder: ReportFolder | null = null,
): Promise<RunReport> {
  const opened = await openRun(options, terminal);
  if (options.history !== undefined && opened.kernel.sessions !== undefined) {
    throw new UsageError(
      'Was asked to keep the history of a kernel with several sessions: what tells them apart is not kept in the file, ' +
        'so that it could not be judged again. Leave --history out.',
    );
  }
  const recorder = await openRecorder(options.history ?? null, opened);
  try {
    return await campaign({ ...opened, tellCases: folder !== null, record: recorder.record }, (event) => {
      if (event.kind === 'case') folder?.addCase(event.case);
      else terminal.listener(event);
    });
  } finally {
    await recorder.close();
  }
}

/** All that a run needs, made ready: its kernel, its schema, its corpus. */
export async function openRun(options: RunOptions, terminal: Terminal): Promise<CampaignOptions> {
  const seed = options.seed === undefined ? randomSeed() : parseSeed(options.seed);
  const shapes = shapesOf(options.shapes);
  const kernel = kernelKind(options.kernel, {
    env: options.env ?? {},
    tap: options.tap ?? true,
    python: options.python ?? null,
    with: options.with ?? [],
    ...(options.sessions === undefined ? {} : { sessions: options.sessions }),
    schema: options.kernelSchema === undefined ? null : await readSchemaFile(options.kernelSchema),
  });
  const scenarios = scenariosOf(options, kernel);
  const faults = faultsOf(options, kernel);
  await kernel.prepare(terminal.note);
  const schema = await hostSchemaOf(options, kernel, terminal);
  const known = versions(kernel);
  const keeper = await openKeeper({ ...options, schema: schemaRef(schema), seed, versions: known });
  const maxTimeMs = options.maxTime ?? (options.runs === undefined ? DEFAULT_MS : null);
  const { weights, target } = options;
  return {
    kernel,
    name: options.kernel,
    host: options.hostSchema ?? null,
    schema,
    seed,
    runs: options.runs ?? null,
    maxTimeMs,
    shapes,
    scenarios,
    scenariosOnly: options.scenario !== undefined,
    faults,
    faultsChosen: options.faults !== undefined,
    failFast: options.failFast,
    unchecked: options.unchecked ?? false,
    versions: known,
    known: keeper.known,
    resembles: keeper.resembles,
    lethal: keeper.lethal,
    save: keeper.save,
    keepFirst: keeper.keepFirst,
    allowed: allowedBy(options.allow ?? []),
    ...(weights === undefined ? {} : { weights }),
    ...(target === undefined ? {} : { target }),
    signal: interruption(),
  };
}

/** What messages are made from: the version that is named, else the kernel's own, so that the two agree. */
async function hostSchemaOf(
  { hostSchema }: RunOptions,
  kernel: KernelKind,
  terminal: Terminal,
): Promise<Schema> {
  if (hostSchema === undefined) return kernel.schema ?? newestMarimoSchema();
  return schemaNamed(hostSchema, terminal.note);
}

function shapesOf(text: string | undefined): readonly ShapeName[] | null {
  if (text === undefined) return null;
  const names = readNames(
    text,
    SHAPES.map(({ name }) => name),
    'shape',
  );
  return SHAPES.map(({ name }) => name).filter((name) => names.includes(name));
}

/** What is named; else, on a program, all of them: an echo kernel has no stories to tell, only messages, unless it has sessions. */
function scenariosOf(
  { scenario, shapes }: RunOptions,
  { answers, sessions }: KernelKind,
): readonly ScenarioName[] {
  const all = SCENARIOS.map(({ name }) => name);
  if (scenario === undefined) {
    if (shapes !== undefined) return [];
    const own = SCENARIOS.filter(
      ({ aboutSessions }) => answers === 'program' || (aboutSessions && sessions !== undefined),
    );
    return own.map(({ name }) => name);
  }
  const names = readNames(scenario, all, 'scenario');
  return all.filter((name) => names.includes(name));
}

/** What is named; else all that make sense with the kernel, unless the run is about something else. */
function faultsOf({ faults, scenario, shapes }: RunOptions, kernel: KernelKind): readonly FaultKind[] {
  const able = kernel.faults ?? FAULT_KINDS;
  if (faults === undefined) {
    if (scenario !== undefined || shapes !== undefined) return [];
    // What an interrupt cuts short is known only in the scenario of that name.
    return kernel.answers === 'program' ? able.filter((kind) => kind !== 'interrupt') : able;
  }
  if (faults === 'none') return [];
  const names = readNames(faults, FAULT_KINDS, 'fault');
  const strange = names.filter((name) => !able.some((kind) => kind === name));
  if (strange.length > 0) {
    throw new UsageError(
      `Was asked for the fault ${strange.join(', ')}: it makes no sense with ${kernel.name}, or nobody could judge ` +
        `what follows. Those that do: ${able.join(', ')}.`,
    );
  }
  return able.filter((kind) => names.includes(kind));
}

function randomSeed(): Seed {
  return parseSeed(String(randomInt(2 ** 31)));
}
