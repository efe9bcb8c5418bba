import { knownFindings, listCases, readBaseline, readCase, type SchemaRef } from '../corpus/index.js';
import { kernelKind, schemaNamed, type KernelKind } from '../kernels/index.js';
import { replayLine, replaySummary, type ReplayReport, type Verdict } from '../report/index.js';
import { replay } from '../runner/index.js';
import { fingerprint, type Schema } from '../schema/index.js';
import { EXIT_CODES, EXIT_ERROR } from './exitCodes.js';
import { openReportFolder } from './reportFolder.js';
import { committedSchemas } from './schemas.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export interface ReplayOptions {
  readonly kernel?: string;
  readonly hostSchema?: string;
  readonly corpus: string;
  readonly report?: string;
  readonly allowCode: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly python?: string;
  readonly with?: readonly string[];
}

/** `skewfuzz replay`: the exit code. Errors weigh more than failures: what could not be run is not fixed. */
export async function replayFiles(
  paths: readonly string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<number> {
  const files = await listCases(paths, options.corpus);
  const folder = openReportFolder(options.report);
  const replays = new Replays(options, terminal);
  const reports: ReplayReport[] = [];
  for (const file of files) {
    const report = await replays.replay(file);
    reports.push(report);
    terminal.print(replayLine(report, { colour: terminal.colour }));
  }
  terminal.print(replaySummary(reports, { colour: terminal.colour }));
  for (const line of replays.stale) terminal.print(line);
  await folder?.finish({ verdict: verdictOf(reports), replays: reports, failures: replays.stale });
  if (files.length === 0 && paths.length > 0) return EXIT_CODES.unknown;
  return replays.stale.length > 0 ? Math.max(EXIT_CODES.invalid, exitCodeOf(reports)) : exitCodeOf(reports);
}

/** Replays one file after the other; a kernel is made ready once. */
class Replays {
  readonly #options: ReplayOptions;
  readonly #terminal: Terminal;
  readonly #kernels = new Map<string, KernelKind>();
  /** Lines of the baseline that are not true any more. */
  readonly stale: string[] = [];

  constructor(options: ReplayOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
  }

  async replay(file: string): Promise<ReplayReport> {
    try {
      return await this.#replay(file);
    } catch (error) {
      return { kind: 'error', file, message: error instanceof Error ? error.message : String(error) };
    }
  }

  async #replay(file: string): Promise<ReplayReport> {
    const { corpus, allowCode } = this.#options;
    const saved = await readCase(file, async (kernel) => this.#schemas(kernel));
    const kernel = await this.#kernel(saved.kernel);
    const schema = (await this.#schemas(saved.kernel)).find(
      ({ fingerprint: known }) => known === saved.schema.fingerprint,
    );
    if (schema === undefined) throw new Error(`no schema ${saved.schema.fingerprint}`);
    const baseline = await readBaseline(corpus, this.#options.kernel ?? saved.kernel);
    const known = (signature: string): string | null =>
      knownFindings(baseline, [signature]).get(signature)?.reason ?? null;
    const report = await replay({ kernel, schema, file, saved, allowCode, known });
    const signature = saved.evidence?.signature;
    if (report.kind === 'fixed' && signature !== undefined && known(signature) !== null) {
      this.stale.push(`stale baseline: ${signature} is fixed; take the line out of ${corpus}/baseline`);
    }
    return report;
  }

  async #schemas(kernel: string): Promise<readonly (Schema & SchemaRef)[]> {
    const { schema } = await this.#kernel(kernel);
    const own = schema === null ? [] : [{ ...schema, fingerprint: fingerprint(schema) }];
    const { hostSchema } = this.#options;
    const named = hostSchema === undefined ? [] : [await schemaNamed(hostSchema, this.#terminal.note)];
    return [...own, ...named, ...committedSchemas()];
  }

  async #kernel(saved: string): Promise<KernelKind> {
    const name = this.#options.kernel ?? saved;
    const ready = this.#kernels.get(name);
    if (ready !== undefined) return ready;
    if (this.#options.kernel === undefined && !isOwnKernel(name) && !this.#options.allowCode) {
      throw new UsageError(
        `The case names the kernel ${JSON.stringify(name)}, which would run a command of the file's choosing. ` +
          `Nothing was run. Where it is to be trusted, give it yourself: --kernel ${JSON.stringify(name)}`,
      );
    }
    const { env = {}, python = null, with: packages = [] } = this.#options;
    const kernel = kernelKind(name, { env, schema: null, python, with: packages });
    await kernel.prepare(this.#terminal.note);
    this.#kernels.set(name, kernel);
    return kernel;
  }
}

/** A kernel that comes with skewfuzz, or a release from the package index: not a command, a checkout or a wheel. */
function isOwnKernel(name: string): boolean {
  return /^(echo|mutant|typed-echo|marimo)((:[\w-]+)|((:marimo)?@\d+(\.\d+)*\w*))?$/u.test(name);
}

function verdictOf(reports: readonly ReplayReport[]): Verdict {
  const kinds = new Set(reports.map(({ kind }) => kind));
  if (kinds.has('failed') || kinds.has('changed')) return 'invalid';
  return kinds.has('error') || kinds.has('unknown') || kinds.size === 0 ? 'unknown' : 'valid';
}

function exitCodeOf(reports: readonly ReplayReport[]): number {
  const kinds = new Set(reports.map(({ kind }) => kind));
  if (kinds.has('error')) return EXIT_ERROR;
  if (kinds.has('failed') || kinds.has('changed')) return EXIT_CODES.invalid;
  return kinds.has('unknown') ? EXIT_CODES.unknown : EXIT_CODES.valid;
}
