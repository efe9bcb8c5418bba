import { recheckTable } from '../report/index.js';
import { recheck } from '../runner/index.js';
import { EXIT_CODES } from './exitCodes.js';
import type { Terminal } from './terminal.js';
import { writeReport } from './writeReport.js';

export interface RecheckOptions {
  readonly json?: string;
}

/** `skewfuzz recheck`: the exit code. Another verdict than the run had is no pass, whichever way it went. */
export async function recheckFile(
  file: string,
  { json }: RecheckOptions,
  terminal: Terminal,
): Promise<number> {
  const report = await recheck(file);
  terminal.print(recheckTable(report, { colour: terminal.colour }));
  await writeReport(
    json,
    () => `${JSON.stringify({ format: 'skewfuzz-recheck', version: 1, ...report }, null, 2)}\n`,
  );
  return report.changes.length > 0 ? EXIT_CODES.invalid : EXIT_CODES[report.verdict];
}
