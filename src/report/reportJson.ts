import { runDocument, runOf, type RunDocument } from './document.js';
import { matrixDocument, matrixOf, type MatrixDocument } from './matrixJson.js';
import type { ReportData } from './reportData.js';
import { ReportError } from './reportError.js';

const FORMAT = 'skewfuzz-report';
const VERSION = 1;

interface ReportDocument extends Omit<ReportData, 'runs' | 'matrix'> {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly runs: readonly RunDocument[];
  readonly matrix: MatrixDocument | null;
}

/** `report.json`: all that the other formats are made from, for {@link readReport}. Runs and matrix as in `--json`. */
export function reportJson({ runs, matrix, ...rest }: ReportData): string {
  const document: ReportDocument = {
    format: FORMAT,
    version: VERSION,
    ...rest,
    runs: runs.map(runDocument),
    matrix: matrix === null ? null : matrixDocument(matrix),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/**
 * A report as it was written by {@link reportJson}. `name` is the file's, for errors.
 *
 * @throws ReportError
 */
export function readReport(name: string, text: string): ReportData {
  const document = parsed(name, text);
  try {
    const { format: _format, version: _version, runs, matrix, ...rest } = document;
    return { ...rest, runs: runs.map(runOf), matrix: matrix === null ? null : matrixOf(matrix) };
  } catch (cause) {
    const came = cause instanceof Error ? cause.message : String(cause);
    throw new ReportError(
      'not-a-report',
      `Read ${name}: parts of the report are missing or strange: ${came}.`,
      cause,
    );
  }
}

function parsed(name: string, text: string): ReportDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new ReportError('not-json', `Read ${name}: expected a JSON document, it is none.`, cause);
  }
  if (isReport(document)) return document;
  const { format, version } = isRecord(document) ? document : { format: undefined, version: undefined };
  if (format === FORMAT) {
    throw new ReportError(
      'version',
      `Read ${name}: expected version ${VERSION}, got ${JSON.stringify(version)}. Take the skewfuzz that wrote it.`,
    );
  }
  throw new ReportError(
    'not-a-report',
    `Read ${name}: expected "format": "${FORMAT}", got ${JSON.stringify(format)}. Take the report.json of --report.`,
  );
}

/** By its head: it was written by ourselves, and what does not fit is told when it is looked at. */
function isReport(value: unknown): value is ReportDocument {
  return isRecord(value) && value['format'] === FORMAT && value['version'] === VERSION;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
