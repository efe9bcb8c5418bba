import { columns } from './columns.js';
import { count, plural } from './figures.js';
import { paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { RecheckReport, VerdictChange } from './recheckReport.js';
import type { Counts } from './types.js';

/** What the oracles of today say of a run, beside what the run said. */
export function recheckTable(report: RecheckReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  const { verdict, whole, oracles, changes, more, signatures } = report;
  const colour = { valid: marks.good, invalid: marks.bad, unknown: marks.doubtful }[verdict];
  const rows = Object.entries(oracles).map(([name, { judged, violations, unknown, before }]) => [
    `  ${name}`,
    count(judged),
    count(violations),
    count(before),
    count(unknown),
  ]);
  const number = changes.length + more;
  return [
    `${colour(verdict.toUpperCase())} ${printable(report.file)}: ${plural(report.messages, 'message')} in ` +
      `${plural(report.cases, 'case')} of ${printable(report.kernel)}, seed ${printable(report.seed.text)}, judged again`,
    ...(whole ? [] : ['  The run did not come to its end: this is its beginning.']),
    '',
    ...columns([['  oracle', 'judged', 'violations', 'then', 'unknown'], ...rows], [1, 2, 3, 4]),
    '',
    ...signatureLines(signatures),
    number === 0
      ? '  no difference to what the run said'
      : `  ${plural(number, 'difference')} to what the run said`,
    ...changes.flatMap(changeLines),
    ...(more > 0 ? [`  … and ${count(more)} more`] : []),
    '',
  ].join('\n');
}

/** The most frequent first. */
function signatureLines(signatures: Counts): readonly string[] {
  const sorted = Object.entries(signatures).toSorted(([, a], [, b]) => b - a);
  const more = sorted.length - SIGNATURES_SHOWN;
  return [
    ...sorted.slice(0, SIGNATURES_SHOWN).map(([name, times]) => `  ${count(times)} × ${printable(name)}`),
    ...(more > 0 ? [`  … and ${plural(more, 'more kind')}`] : []),
  ];
}

const SIGNATURES_SHOWN = 12;

function changeLines({ index, oracle, gained, lost, judged }: VerdictChange): readonly string[] {
  const counts = judged.before === judged.now ? '' : `, judged ${judged.now} and not ${judged.before}`;
  return [
    `  case ${index}, ${oracle}${counts}`,
    ...gained.map((signature) => `    + ${printable(signature)}`),
    ...lost.map((signature) => `    - ${printable(signature)}`),
  ];
}
