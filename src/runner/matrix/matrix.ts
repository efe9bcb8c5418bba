import { performance } from 'node:perf_hooks';
import type { ScenarioName } from '../../arbitraries/index.js';
import { KernelError, type KernelKind } from '../../kernels/index.js';
import type { CellReport, MatrixFinding, MatrixReport, RunReport } from '../../report/index.js';
import type { Schema } from '../../schema/index.js';
import { campaign } from '../campaign.js';
import type { Lab } from '../lab.js';
import type { RunEvent } from '../runEvent.js';
import { RunnerError } from '../runnerError.js';
import { cellPlan, type Cell } from './cellPlan.js';
import { cellReport, emptyCell } from './cellReport.js';
import { Findings, type Joined } from './findings.js';
import { KernelShelf } from './kernelShelf.js';
import { Labs } from './labs.js';
import type { MatrixListener, MatrixOptions, MatrixRelease } from './matrixOptions.js';
import { trace } from './trace.js';
import { verdictOf, withFindings } from './withFindings.js';

/** The part of the time that is kept for running the cases of findings on other releases. */
const TRACE_PART = 0.15;
/** What a cell takes after its time: the end of the last case, and of the kernel. */
const CELL_EXTRA_MS = 500;
/** How many scenarios further on the next cell begins; a prime, so that in the end each is the first one somewhere. */
const SCENARIOS_APART = 5;
/** In less a kernel hardly starts and answers for the first time. */
const CELL_MS_MIN = 2_000;

/**
 * Fuzzes every release on every interpreter with every host, and joins what is found: a bug that several cells have is one
 * finding, shrunk once, with the range of its releases. Never throws for what a kernel does or cannot do: that is a
 * verdict of its cell.
 */
export async function matrix(options: MatrixOptions, listen: MatrixListener): Promise<MatrixReport> {
  return new Matrix(options, listen).run();
}

class Matrix {
  readonly #options: MatrixOptions;
  readonly #listen: MatrixListener;
  readonly #began = performance.now();
  readonly #until: number;
  readonly #fuzzUntil: number;
  readonly #cells: readonly Cell[];
  readonly #reports = new Map<Cell, CellReport>();
  readonly #findings: Findings;
  readonly #shelf: KernelShelf;

  constructor(options: MatrixOptions, listen: MatrixListener) {
    this.#options = options;
    this.#listen = listen;
    this.#until = this.#began + options.maxTimeMs;
    this.#fuzzUntil = this.#began + options.maxTimeMs * (1 - TRACE_PART);
    this.#cells = cellPlan(options);
    this.#findings = new Findings(options);
    this.#shelf = new KernelShelf(options, (line) => {
      listen({ kind: 'note', line });
    });
  }

  async run(): Promise<MatrixReport> {
    await this.#together(this.#cells, async (cell, waiting) => {
      this.#done(cell, await this.#one(cell, waiting + this.#options.together));
    });
    await this.#traceAll();
    return this.#report();
  }

  #done(cell: Cell, report: CellReport): void {
    this.#reports.set(cell, report);
    const [done, of] = [this.#reports.size, this.#cells.length];
    this.#listen({ kind: 'cell', cell: this.#judged(report), done, of });
  }

  /** @param waiting cells that share what is left of the time, this one among them */
  async #one(cell: Cell, waiting: number): Promise<CellReport> {
    if (this.#options.signal.aborted) return emptyCell(cell, { verdict: 'unknown', because: 'interrupted' });
    const shelved = await this.#shelf.take(cell.release, cell.python);
    if (shelved.kind !== 'ready') {
      const { kind: verdict, because } = shelved;
      return emptyCell(cell, {
        verdict,
        because,
        missing: shelved.kind === 'unavailable' && shelved.missing,
      });
    }
    const left = this.#fuzzUntil - performance.now();
    if (left <= 0)
      return emptyCell(cell, { verdict: 'unknown', because: 'the time was used up before its turn' });
    const share = (left * this.#options.together) / waiting - CELL_EXTRA_MS;
    const cellMs = Math.min(this.#options.cellMs, Math.max(CELL_MS_MIN, share));
    try {
      return cellReport(cell, await this.#fuzz(cell, shelved.kernel, cellMs));
    } catch (error) {
      if (!(error instanceof KernelError) && !(error instanceof RunnerError)) throw error;
      const versions = shelved.kernel.versions?.() ?? {};
      return emptyCell(cell, { verdict: 'unknown', because: error.message, versions });
    }
  }

  async #fuzz(cell: Cell, kernel: KernelKind, cellMs: number): Promise<RunReport> {
    const { seed, shrinkMs, signal } = this.#options;
    const schema = cell.host.schema ?? kernel.schema;
    if (schema === null)
      throw new RunnerError('nothing-to-send', `${kernel.name} has no schema: name one for the host.`);
    const place = { release: cell.release.name, python: cell.python, host: cell.host.name };
    const versions = { ...this.#options.versions, ...kernel.versions?.() };
    const at = { ...place, kernel: cell.release.kernel, schema, versions };
    const report = await campaign(
      {
        kernel,
        name: cell.release.kernel,
        host: cell.host.option,
        schema,
        seed,
        runs: null,
        maxTimeMs: cellMs,
        shapes: null,
        scenarios: this.#scenariosFor(cell),
        failFast: false,
        versions,
        known: this.#findings.reason,
        resembles: this.#findings.resembles,
        lethal: this.#findings.lethal(),
        save: async (found, caseIndex) => this.#findings.take(found, { ...at, caseIndex }),
        shrinkMs,
        signal,
      },
      (event) => {
        this.#pass(event, cell);
      },
    );
    for (const finding of report.findings) {
      if (this.#findings.describe(finding)) this.#listen({ kind: 'finding', finding, place });
    }
    for (const signature of Object.keys(report.alike)) this.#findings.met(signature, place);
    return report;
  }

  /** In no cell there is time for all of them: cells of one release, and of one interpreter, begin far apart. */
  #scenariosFor(cell: Cell): readonly ScenarioName[] {
    const { scenarios = [] } = this.#options;
    const first = (this.#cells.indexOf(cell) * SCENARIOS_APART) % Math.max(1, scenarios.length);
    return [...scenarios.slice(first), ...scenarios.slice(0, first)];
  }

  #pass(event: RunEvent, { release, python, host }: Cell): void {
    if (event.kind !== 'progress') return;
    const { phase, messages } = event.progress;
    const line =
      `${this.#reports.size}/${this.#cells.length} cells · ${phase} ${release.name} on ${python}, host ${host.name}` +
      ` · ${messages} messages`;
    this.#listen({ kind: 'progress', line });
  }

  async #traceAll(): Promise<void> {
    const labs = new Labs();
    const options = {
      labOf: async (kernel: KernelKind, host: Schema): Promise<Lab> => labs.of(kernel, host),
      releases: this.#oldestFirst(),
      pythons: this.#options.pythons,
      kernelOf: async (release: MatrixRelease, python: string): Promise<KernelKind | null> => {
        const shelved = await this.#shelf.take(release, python);
        return shelved.kind === 'ready' ? shelved.kernel : null;
      },
      until: this.#until,
      signal: this.#options.signal,
    };
    await this.#together(this.#newFirst(), async (joined) => {
      const { signature } = joined;
      await trace(joined, {
        ...options,
        tell: (sighting) => {
          this.#listen({ kind: 'traced', signature, sighting });
        },
      });
    });
  }

  /** Works off a list, a few at a time, in its order; `waiting` is how many are not begun. */
  async #together<Item>(
    items: readonly Item[],
    work: (item: Item, waiting: number) => Promise<void>,
  ): Promise<void> {
    const queue = [...items];
    const worker = async (): Promise<void> => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, queue.length);
    };
    await Promise.all(Array.from({ length: this.#options.together }, worker));
  }

  #newFirst(): readonly Joined[] {
    const { all } = this.#findings;
    return [...all.filter(({ reason }) => reason === null), ...all.filter(({ reason }) => reason !== null)];
  }

  #oldestFirst(): readonly MatrixRelease[] {
    return this.#options.releases.toReversed();
  }

  #judged(report: CellReport): CellReport {
    const releases = this.#oldestFirst().map(({ name }) => name);
    return withFindings(report, this.#findings.all, releases);
  }

  #report(): MatrixReport {
    const { seed, releases, pythons, hosts, versions, signal } = this.#options;
    const cells = this.#cells
      .flatMap((cell) => this.#reports.get(cell) ?? [])
      .map((cell) => this.#judged(cell));
    const isCut = cells.some(({ because }) => because?.startsWith('the time was used up') === true);
    return {
      verdict: verdictOf(cells),
      seed,
      seconds: (performance.now() - this.#began) / 1_000,
      stopped: signal.aborted ? 'interrupted' : isCut ? 'max-time' : 'done',
      releases: releases.map(({ name }) => name),
      pythons,
      hosts: hosts.map(({ name }) => name),
      cells,
      findings: this.#newFirst().map((joined) => this.#findingOf(joined)),
      versions,
    };
  }

  #findingOf({ signature, finding, reason, file, sightings: all, range, traced }: Joined): MatrixFinding {
    const releases = this.#options.releases.map(({ name }) => name);
    const sightings = all.toSorted(
      (a, b) =>
        releases.indexOf(a.release) - releases.indexOf(b.release) ||
        this.#options.pythons.indexOf(a.python) - this.#options.pythons.indexOf(b.python),
    );
    const pythons = this.#options.pythons.filter((name) =>
      all.some(({ python, holds }) => holds && python === name),
    );
    return { signature, finding, known: reason, file, sightings, range, pythons, traced };
  }
}
