import { count, plural } from './figures.js';
import type { CellReport } from './matrixReport.js';
import { cut, printable } from './printable.js';

const REASON_SHOWN = 160;

/** `0.25.2 3.12 own: VALID (1,234 judged, 0 findings)`. */
export function cellLine(cell: CellReport): string {
  const { release, python, host, verdict, because } = cell;
  const head = `${printable(`${release} ${python} ${host}`)}: ${verdict.toUpperCase()}`;
  const reason = (because ?? '').replaceAll('\n', ' ');
  const why = reason === '' ? '' : `: ${cut(reason, REASON_SHOWN)}`;
  return cell.messages.sent === 0 && because !== null ? `${head}${why}` : `${head} (${evidence(cell)})${why}`;
}

/** What a verdict rests on. */
function evidence({ messages, findings, known, refused, misread }: CellReport): string {
  const otherwise = Object.values(misread).reduce((sum, n) => sum + n, 0);
  return [
    `${count(messages.judged)} judged`,
    plural(findings.length, 'finding') + (known.length === 0 ? '' : ` and ${count(known.length)} known`),
    ...(refused === 0 ? [] : [`${count(refused)} refused as predicted`]),
    ...(otherwise === 0 ? [] : [`${count(otherwise)} not read as meant`]),
  ].join(', ');
}
