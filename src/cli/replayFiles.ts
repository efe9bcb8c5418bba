import { listCases, readBaseline, readCase, knownFindings } from '../corpus/index.js';
import { kernelKind, type KernelKind } from '../kernels/index.js';
import { replayLine, replaySummary, type ReplayReport } from '../report/index.js';
import { replay } from '../runner/index.js';
import { EXIT_CODES, EXIT_ERROR } from './exitCodes.js';
import { committedSchemas } from './schemas.js';
import type { Terminal } from './terminal.js';

export interface ReplayOptions {
  readonly kernel?: string;
  readonly corpus: string;
  readonly allowCode: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** `skewfuzz replay`: the exit code. Errors weigh more than failures: what could not be run is not fixed. */
export async function replayFiles(
  paths: readonly string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<number> {
  const files = await listCases(paths, options.corpus);
  const ready = new Map<string, KernelKind>();
  const reports: ReplayReport[] = [];
  for (const file of files) {
    const report = await replayFile(file, options, ready, terminal);
    reports.push(report);
    terminal.print(replayLine(report, { colour: terminal.colour }));
  }
  terminal.print(replaySummary(reports, { colour: terminal.colour }));
  return exitCodeOf(reports);
}

async function replayFile(
  file: string,
  options: ReplayOptions,
  ready: Map<string, KernelKind>,
  terminal: Terminal,
): Promise<ReplayReport> {
  try {
    const schemas = await committedSchemas();
    const saved = await readCase(file, schemas);
    const name = options.kernel ?? saved.kernel;
    const kernel = ready.get(name) ?? kernelKind(name, { env: options.env ?? {}, schema: null });
    if (!ready.has(name)) await kernel.prepare(terminal.note);
    ready.set(name, kernel);
    const schema = schemas.find(({ fingerprint }) => fingerprint === saved.schema.fingerprint);
    if (schema === undefined) throw new Error(`no schema ${saved.schema.fingerprint}`);
    const baseline = await readBaseline(options.corpus, name);
    return await replay({
      kernel,
      schema,
      file,
      saved,
      allowCode: options.allowCode,
      known: (signature) => knownFindings(baseline, [signature]).get(signature)?.reason ?? null,
    });
  } catch (error) {
    return { kind: 'error', file, message: error instanceof Error ? error.message : String(error) };
  }
}

function exitCodeOf(reports: readonly ReplayReport[]): number {
  const kinds = new Set(reports.map(({ kind }) => kind));
  if (kinds.has('error')) return EXIT_ERROR;
  if (kinds.has('failed') || kinds.has('changed')) return EXIT_CODES.invalid;
  return kinds.has('unknown') ? EXIT_CODES.unknown : EXIT_CODES.valid;
}
