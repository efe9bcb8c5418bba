import type { Direction, Row } from '../compat/index.js';
import { DIRECTIONS, LEVELS, type CompatReport, type CompatRow } from './compatReport.js';
import { outcomeOf, pairOf, placeOf, remarksOf, worstFirst } from './compatWords.js';
import { duration, plural, size } from './figures.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { cut, printable } from './printable.js';

export interface CompatTableOptions extends RenderOptions {
  /** Also the differences that are safe. */
  readonly all: boolean;
}

const BYTES_SHOWN = 24;
const TEXT_SHOWN = 110;

/** Three lines for each difference that matters: where and what, what becomes of it, the smallest message that shows it. */
export function compatTable(report: CompatReport, options: CompatTableOptions): string {
  const marks = paint(options.colour);
  return [
    ...DIRECTIONS.flatMap((direction) => section(report, direction, options.all, marks)),
    ...unreached(report, options.all),
    marks.strong(printable(report.sentence)),
    marks.faint(`${plural(report.rows.length, 'row')} in ${duration(report.seconds)}`),
    '',
  ].join('\n');
}

function section(report: CompatReport, direction: Direction, all: boolean, marks: Paint): readonly string[] {
  const rows = worstFirst(report, direction);
  const shown = rows.filter(({ row }) => all || row.level !== 'safe');
  const counts = LEVELS.map((level) => `${level} ${rows.filter(({ row }) => row.level === level).length}`);
  return [
    `${marks.strong(printable(pairOf(report, direction)))}  ${marks.faint(counts.join(', '))}`,
    ...shown.flatMap((row) => block(row, marks)),
    '',
  ];
}

function block(one: CompatRow, marks: Paint): readonly string[] {
  const { row, text } = one;
  const bytes = Array.from(row.witness?.bytes.subarray(0, BYTES_SHOWN) ?? [], (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const more = (row.witness?.bytes.length ?? 0) > bytes.length ? ' …' : '';
  const witness =
    row.witness === null
      ? []
      : [
          `${cut(text, TEXT_SHOWN)}  ${marks.faint(`${size(row.witness.bytes.length)}: ${bytes.join(' ')}${more}`)}`,
        ];
  return [
    `  ${colourOf(row.level, marks)(row.level.padEnd(7))} ${printable(placeOf(one))}  ${printable(row.explain)}`,
    ...[
      cut(outcomeOf(one), 300),
      ...witness,
      ...remarksOf(one).map((remark) => marks.doubtful(printable(remark))),
    ].map((line) => `          ${line}`),
  ];
}

function unreached({ unreached: differences }: CompatReport, all: boolean): readonly string[] {
  if (differences.length === 0) return [];
  const head = `on no message: ${plural(differences.length, 'difference')}`;
  if (!all) return [head, ''];
  return [
    head,
    ...differences.map(({ explain, because }) => `  ${printable(explain)} (${printable(because)})`),
    '',
  ];
}

function colourOf(level: Row['level'], marks: Paint): (text: string) => string {
  if (level === 'breaks') return marks.bad;
  return level === 'safe' ? marks.good : marks.doubtful;
}
