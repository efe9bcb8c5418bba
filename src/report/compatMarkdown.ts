import type { Direction } from '../compat/index.js';
import { DIRECTIONS, type CompatReport, type CompatRow } from './compatReport.js';
import { outcomeOf, pairOf, placeOf, remarksOf, worstFirst } from './compatWords.js';
import { markdownText as plain } from './markdownText.js';

/** One table for each direction, with every row. */
export function compatMarkdown(report: CompatReport): string {
  return [
    `# ${plain(report.old)} and ${plain(report.new)}`,
    '',
    plain(report.sentence),
    ...DIRECTIONS.flatMap((direction) => section(report, direction)),
    '',
  ].join('\n');
}

function section(report: CompatReport, direction: Direction): readonly string[] {
  return [
    '',
    `## ${plain(pairOf(report, direction))}`,
    '',
    '| level | where | difference | what becomes of it | smallest message |',
    '| --- | --- | --- | --- | --- |',
    ...worstFirst(report, direction).map(line),
  ];
}

function line(one: CompatRow): string {
  const cells = [
    one.row.level,
    placeOf(one),
    one.row.explain,
    [outcomeOf(one), ...remarksOf(one)].join('; '),
    one.text,
  ];
  return `| ${cells.map(plain).join(' | ')} |`;
}
