import { columns } from './columns.js';
import { paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { DoctorRow } from './types.js';

/** What `doctor` found: a line for each thing, and under it what to do where something is to be done. */
export function doctorTable(rows: readonly DoctorRow[], options: RenderOptions): string {
  const marks = paint(options.colour);
  const colours = { ok: marks.good, missing: marks.bad, optional: marks.doubtful };
  const table = columns(rows.map((row) => [row.state, row.name, printable(row.found)]));
  return [
    ...rows.flatMap((row, at) => [
      `${colours[row.state](row.state)}${(table[at] ?? '').slice(row.state.length)}`,
      ...(row.todo === null ? [] : [`  → ${printable(row.todo)}`]),
    ]),
    '',
  ].join('\n');
}
