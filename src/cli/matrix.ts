import { join } from 'node:path';
import { SCENARIO_NAMES } from '../arbitraries/index.js';
import { readBaseline, readSaved } from '../corpus/index.js';
import {
  findPython,
  KernelError,
  kernelKind,
  newestMarimoSchema,
  PYTHONS,
  shippedMarimoReleases,
} from '../kernels/index.js';
import { cellLine, matrixJson, matrixMarkdown, matrixTable, type MatrixEvent } from '../report/index.js';
import { matrix, parseSeed, type KnownCase, type MatrixRelease } from '../runner/index.js';
import { EXIT_CODES } from './exitCodes.js';
import { interruption } from './interruption.js';
import { saveFinding } from './keeper.js';
import { matrixHosts } from './matrixHosts.js';
import { readReleases } from './matrixReleases.js';
import { openReportFolder } from './reportFolder.js';
import { schemaRef } from './schemas.js';
import type { Terminal } from './terminal.js';
import { versions } from './versions.js';
import { writeReport } from './writeReport.js';

export interface MatrixCommand {
  readonly marimo: string;
  readonly python?: string;
  readonly hostSchema?: readonly string[];
  readonly seed: string;
  readonly cellTime: number;
  readonly maxTime: number;
  readonly corpus: string;
  readonly json?: string;
  readonly markdown?: string;
  readonly report?: string;
}

/** Cells at a time. The two processes of a cell take turns, so on two cores two cells fit. */
const TOGETHER = 2;
const SHRINK_MS = 10_000;

/** `skewfuzz matrix`: the exit code. */
export async function matrixCommand(options: MatrixCommand, terminal: Terminal): Promise<number> {
  const { corpus, cellTime, maxTime } = options;
  const seed = parseSeed(options.seed);
  const releases = readReleases(options.marimo, shippedMarimoReleases());
  const hosts = await matrixHosts(options.hostSchema ?? ['own', 'newest'], terminal.note);
  const pythons = await pythonsOf(options.python, terminal);
  const folder = openReportFolder(options.report);
  const report = await matrix(
    {
      releases,
      pythons,
      hosts,
      kernelOf: ({ kernel }, python) => kernelKind(kernel, { env: {}, schema: null, python }),
      seed,
      scenarios: SCENARIO_NAMES,
      cellMs: cellTime,
      maxTimeMs: maxTime,
      shrinkMs: SHRINK_MS,
      together: TOGETHER,
      versions: versions(null),
      known: await knownIn(corpus, releases),
      save: async (found, { kernel, schema, caseIndex, versions: all }) =>
        saveFinding({ corpus, kernel, schema: schemaRef(schema), seed, versions: all }, found, caseIndex),
      signal: interruption(),
    },
    (event) => {
      tell(event, terminal);
    },
  );
  terminal.print(matrixTable(report, { colour: terminal.colour }));
  await writeReport(options.json, () => matrixJson(report));
  await writeReport(options.markdown, () => matrixMarkdown(report));
  await folder?.finish({ verdict: report.verdict, matrix: report });
  terminal.close();
  return EXIT_CODES[report.verdict];
}

/** What was asked for, there or not; else all that are there. */
async function pythonsOf(text: string | undefined, terminal: Terminal): Promise<readonly string[]> {
  const asked = (text ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  if (asked.length > 0) return [...new Set(asked)];
  const there: string[] = [];
  for (const version of PYTHONS) {
    try {
      await findPython(version);
      there.push(version);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      terminal.note(`left out: Python ${version} is not on this machine`);
    }
  }
  return there.length > 0 ? there : PYTHONS;
}

/** What is accepted for marimo, or for one of its releases. */
async function knownIn(corpus: string, releases: readonly MatrixRelease[]): Promise<readonly KnownCase[]> {
  const known = new Map<string, KnownCase>();
  for (const kernel of ['marimo', ...releases.map((release) => release.kernel)]) {
    for (const { signature, reason, finding } of (await readBaseline(corpus, kernel)).known) {
      const file = join(corpus, finding);
      const { case: input, evidence } = await readSaved(file);
      if (evidence === null || known.has(signature)) continue;
      const { violation } = evidence;
      const { steps } = input;
      known.set(signature, { signature, reason, file, violation, steps, schema: newestMarimoSchema() });
    }
  }
  return [...known.values()];
}

function tell(event: MatrixEvent, terminal: Terminal): void {
  switch (event.kind) {
    case 'note':
      terminal.note(event.line);
      break;
    case 'progress':
      terminal.status(event.line);
      break;
    case 'cell':
      terminal.note(`[${event.done}/${event.of}] ${cellLine(event.cell)}`);
      break;
    case 'finding': {
      const { release, python, host } = event.place;
      terminal.note(`found in ${release} on ${python}, host ${host}: ${event.finding.signature}`);
      break;
    }
    case 'traced': {
      const { release, python, holds, reproduced } = event.sighting;
      const often = reproduced === null ? '' : ` (${reproduced.k}/${reproduced.n})`;
      terminal.note(`${holds ? 'is' : 'is not'} in ${release} on ${python}${often}: ${event.signature}`);
      break;
    }
  }
}
