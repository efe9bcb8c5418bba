import { columns } from './columns.js';
import { duration } from './figures.js';
import { paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { SelfcheckRow } from './types.js';

/** What `selfcheck` saw: for each kernel what had to happen and what did. */
export function selfcheckTable(rows: readonly SelfcheckRow[], options: RenderOptions): string {
  const marks = paint(options.colour);
  const table = columns([
    ['', 'kernel', 'expected', 'actual', 'time'],
    ...rows.map((row) => [
      word(row),
      row.kernel,
      printable(row.expected),
      printable(row.actual),
      duration(row.seconds),
    ]),
  ]);
  return [
    table[0] ?? '',
    ...rows.map(
      (row, at) =>
        `${(row.ok ? marks.good : marks.bad)(word(row))}${(table[at + 1] ?? '').slice(word(row).length)}`,
    ),
    '',
  ].join('\n');
}

function word(row: SelfcheckRow): string {
  return row.ok ? 'ok' : 'WRONG';
}
