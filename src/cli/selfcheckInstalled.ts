import { newestMarimoSchema } from '../kernels/index.js';
import { selfcheckTable } from '../report/index.js';
import { selfcheck } from '../runner/index.js';
import { EXIT_ERROR } from './exitCodes.js';
import type { Terminal } from './terminal.js';

/** `skewfuzz selfcheck`: the exit code, 3 when a planted bug survives or the healthy kernel does not pass. */
export async function selfcheckInstalled(terminal: Terminal): Promise<number> {
  const rows = await selfcheck(newestMarimoSchema(), (row) => {
    terminal.note(`${row.ok ? 'ok' : 'NOT OK'}  ${row.kernel}: ${row.actual}`);
  });
  terminal.print(selfcheckTable(rows, { colour: terminal.colour }));
  return rows.every(({ ok }) => ok) ? 0 : EXIT_ERROR;
}
