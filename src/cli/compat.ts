import { compare, sentence, verdict, type Comparison } from '../compat/index.js';
import { schemaNamed } from '../kernels/index.js';
import {
  compatJson,
  compatMarkdown,
  compatTable,
  LEVELS,
  type CompatReport,
  type WireProof,
} from '../report/index.js';
import type { Level } from '../skew/index.js';
import { show } from '../wire/index.js';
import { EXIT_CODES } from './exitCodes.js';
import { proveRows } from './proveRows.js';
import type { Terminal } from './terminal.js';
import { versions } from '../runner/index.js';
import { writeReport } from './writeReport.js';

export interface CompatOptions {
  readonly json?: string;
  readonly markdown?: string;
  readonly failOn?: Level;
  readonly all: boolean;
  /** False: nothing is started, and what is predicted is not proven. */
  readonly wire: boolean;
}

/** How much of a witness is shown. */
const SHOWN = 240;

/** `skewfuzz compat`: the exit code. */
export async function compat(
  oldName: string,
  newName: string,
  options: CompatOptions,
  terminal: Terminal,
): Promise<number> {
  const began = performance.now();
  const old = await schemaNamed(oldName, terminal.note);
  const other = await schemaNamed(newName, terminal.note);
  const comparison = compare(old, other);
  const wire = options.wire ? await proveRows(comparison, { old, new: other }, terminal.note) : [];
  const seconds = (performance.now() - began) / 1_000;
  const report = reportOf({ old: oldName, new: newName, seconds }, comparison, wire);
  terminal.print(compatTable(report, { colour: terminal.colour, all: options.all }));
  await writeReport(options.json, () => compatJson(report));
  await writeReport(options.markdown, () => compatMarkdown(report));
  terminal.close();
  return exitCodeOf(report, options.failOn);
}

function reportOf(
  head: Pick<CompatReport, 'old' | 'new' | 'seconds'>,
  comparison: Comparison,
  wire: readonly WireProof[],
): CompatReport {
  return {
    ...head,
    rows: comparison.rows.map((row, at) => ({
      row,
      text: row.witness === null ? '' : show(row.witness.value, SHOWN),
      wire: wire[at] ?? { kind: 'not-tried', because: 'not asked for' },
    })),
    unreached: comparison.unreached,
    sentence: sentence(verdict(comparison)),
    versions: versions(null),
  };
}

/** A prediction that the wire contradicts is worse than any answer: then the answer cannot be trusted. */
function exitCodeOf({ rows }: CompatReport, failOn: Level | undefined): number {
  if (rows.some(({ wire }) => wire.kind === 'otherwise')) return EXIT_CODES.unknown;
  const bad = failOn === undefined ? [] : LEVELS.slice(0, LEVELS.indexOf(failOn) + 1);
  return rows.some(({ row }) => bad.includes(row.level)) ? EXIT_CODES.invalid : EXIT_CODES.valid;
}
