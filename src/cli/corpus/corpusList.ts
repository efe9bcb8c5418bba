import { corpusTable } from '../../report/index.js';
import { EXIT_CODES, EXIT_ERROR } from '../exitCodes.js';
import type { Terminal } from '../terminal.js';
import { writeReport } from '../writeReport.js';
import { corpusRows } from './corpusRows.js';

export interface CorpusListOptions {
  readonly corpus: string;
  readonly json?: string;
}

/** `skewfuzz corpus list`: the exit code; 3 where a file cannot be read. */
export async function corpusList(
  paths: readonly string[],
  { corpus, json }: CorpusListOptions,
  terminal: Terminal,
): Promise<number> {
  const rows = await corpusRows(paths, corpus);
  terminal.print(corpusTable(rows, { colour: terminal.colour, now: Date.now() }));
  await writeReport(
    json,
    () => `${JSON.stringify({ format: 'skewfuzz-corpus', version: 1, cases: rows }, null, 2)}\n`,
  );
  return rows.some(({ kind }) => kind === 'unreadable') ? EXIT_ERROR : EXIT_CODES.valid;
}
