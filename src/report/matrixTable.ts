import { columns } from './columns.js';
import { explain } from './explain.js';
import { brief, count, duration, plural } from './figures.js';
import { matrixCommand, replayCommand } from './nextCommand.js';
import type { CellReport, CellVerdict, MatrixFinding, MatrixReport } from './matrixReport.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { cut, printable } from './printable.js';

const WIDTH = 100;
const REASON_SHOWN = 300;
const VERDICTS: readonly CellVerdict[] = ['valid', 'invalid', 'unknown', 'unavailable'];

/**
 * The table of a matrix, at most 100 columns wide: releases down, interpreters and hosts across, a second table below
 * where they do not fit; then what could not be judged, what was found and in which releases it is, and what to type next.
 */
export function matrixTable(report: MatrixReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  return [
    ...blocks(report).flatMap((pythons) =>
      grid(report, pythons)
        .map((line) => coloured(line, marks))
        .concat(''),
    ),
    marks.faint(LEGEND),
    ...gaps(report, marks),
    ...report.findings.flatMap((finding) => findingLines(finding, options)),
    '',
    verdictLine(report, marks),
    ...next(report).map((line) => `  ${marks.strong(line)}`),
    '',
  ].join('\n');
}

const LEGEND = 'ok, or × and the number of findings; messages judged; ? not judged; - unavailable; = as own';

/** Interpreters whose columns fit beside each other, in the order of the report. */
function blocks(report: MatrixReport): readonly (readonly string[])[] {
  const fitting: string[][] = [[]];
  for (const python of report.pythons) {
    const last = fitting.at(-1) ?? [];
    const width = Math.max(...grid(report, [...last, python]).map((line) => line.length));
    if (last.length === 0 || width <= WIDTH) last.push(python);
    else fitting.push([python]);
  }
  return fitting;
}

function grid(report: MatrixReport, pythons: readonly string[]): readonly string[] {
  const places = pythons.flatMap((python) => report.hosts.map((host) => ({ python, host })));
  return columns([
    ['', ...places.map(({ python, host }) => (host === report.hosts[0] ? nameOf(python) : ''))],
    ['release', ...places.map(({ host }) => nameOf(host))],
    ...report.releases.map((release) => [
      nameOf(release),
      ...places.map(({ python, host }) =>
        cellText(
          report.cells.find(
            (cell) => cell.release === release && cell.python === python && cell.host === host,
          ),
        ),
      ),
    ]),
  ]);
}

/** Of a path its end. */
function nameOf(name: string): string {
  return printable(name.length <= 12 ? name : `…${name.slice(-11)}`);
}

/** The cell in few letters; a cell that is not there is that of the release's own host. */
export function cellText(cell: CellReport | undefined): string {
  if (cell === undefined) return '=';
  switch (cell.verdict) {
    case 'valid':
      return `ok ${brief(cell.messages.judged)}`;
    case 'invalid':
      return `×${cell.findings.length} ${brief(cell.messages.judged)}`;
    case 'unknown':
      return cell.messages.judged === 0 ? '?' : `? ${brief(cell.messages.judged)}`;
    case 'unavailable':
      return '-';
  }
}

function coloured(line: string, marks: Paint): string {
  return line
    .replaceAll(/ok [\d.]+[kM]?/gu, (text) => marks.good(text))
    .replaceAll(/×\d+ [\d.]+[kM]?/gu, (text) => marks.bad(text))
    .replaceAll(/(?<= )\?(?: [\d.]+[kM]?)?(?=$| )/gu, (text) => marks.doubtful(text));
}

/** Each reason once, with the cells that have it. */
function gaps({ cells }: MatrixReport, marks: Paint): readonly string[] {
  const reasons = new Map<string, CellReport[]>();
  for (const cell of cells) {
    if (cell.because === null) continue;
    const key = `${cell.verdict} ${cell.because}`;
    reasons.set(key, [...(reasons.get(key) ?? []), cell]);
  }
  if (reasons.size === 0) return [];
  return [
    '',
    ...[...reasons.values()].flatMap((those) => {
      const { verdict = 'unknown', because = '' } = those[0] ?? {};
      return [
        `${marks.doubtful(verdict.toUpperCase())} ${plural(those.length, 'cell')}: ${placesOf(those)}`,
        `  ${cut((because ?? '').replaceAll('\n', ' '), REASON_SHOWN)}`,
      ];
    }),
  ];
}

/** `0.25.2 to 0.24.0 on 3.14`: releases, interpreters and hosts of some cells. */
function placesOf(cells: readonly CellReport[]): string {
  const releases = [...new Set(cells.map(({ release }) => release))];
  const [newest = '', oldest = ''] = [releases[0], releases.at(-1)];
  const hosts = [...new Set(cells.map(({ host }) => host))];
  const span =
    releases.length > 2
      ? `${plural(releases.length, 'release')}, ${oldest} to ${newest},`
      : releases.join(', ');
  return printable(
    `${span} on ${[...new Set(cells.map(({ python }) => python))].join(', ')}, host ${hosts.join(', ')}`,
  );
}

function findingLines(one: MatrixFinding, options: RenderOptions): readonly string[] {
  const { finding, known, signature } = one;
  const marks = paint(options.colour);
  const where = `  ${marks.faint('releases'.padEnd(10))}${rangeOf(one)}`;
  if (finding !== null) return ['', explain(finding, options).trimEnd(), where];
  const mark = known === null ? marks.bad('×') : marks.doubtful('=');
  return [
    '',
    `${mark} ${printable(signature)}`,
    where,
    ...(known === null ? [] : [`  ${marks.faint('known'.padEnd(10))}${printable(known)}`]),
  ];
}

/** `0.23.3 to 0.25.2, on 3.11, 3.12`. */
export function rangeOf({ range, pythons, sightings, traced }: MatrixFinding): string {
  const tried = sightings.filter(({ reproduced }) => reproduced !== null);
  if (range === null) {
    const seen = sightings
      .filter(({ holds }) => holds)
      .map(({ release, python }) => `${release} on ${python}`);
    if (seen.length > 0)
      return printable(`seen in ${[...new Set(seen)].join(', ')}; not looked for elsewhere`);
    return tried.length === 0
      ? 'not looked for'
      : printable(`in none of ${[...new Set(tried.map(({ release }) => release))].join(', ')}`);
  }
  const span = range.from === range.to ? range.from : `${range.from} to ${range.to}`;
  const often = tried
    .filter(({ holds }) => holds)
    .map(
      ({ release, python, reproduced }) =>
        `${release} on ${python} ${reproduced?.k ?? 0}/${reproduced?.n ?? 0}`,
    );
  const sure = traced ? '' : ', as far as was looked';
  return printable(`${span} on ${pythons.join(', ')}${sure} (${[...new Set(often)].join(', ')})`);
}

function verdictLine(report: MatrixReport, marks: Paint): string {
  const colours = { valid: marks.good, invalid: marks.bad, unknown: marks.doubtful };
  const judged = report.cells.reduce((sum, { messages }) => sum + messages.judged, 0);
  const counts = VERDICTS.map(
    (word) => `${count(report.cells.filter(({ verdict }) => verdict === word).length)} ${word}`,
  );
  const fresh = report.findings.filter(({ known }) => known === null).length;
  const ending =
    report.stopped === 'done' ? '' : report.stopped === 'max-time' ? ', time used up' : ', interrupted';
  return (
    `${colours[report.verdict](report.verdict.toUpperCase())} ${plural(report.cells.length, 'cell')}: ${counts.join(', ')}; ` +
    `${plural(fresh, 'finding')}, ${plural(judged, 'judged message')}, ${duration(report.seconds)}${ending}, seed ${printable(report.seed.text)}`
  );
}

function next(report: MatrixReport): readonly string[] {
  const replays = report.findings.flatMap(({ known, file, sightings }) => {
    const seen = sightings.find(({ holds }) => holds);
    return known !== null || file === null || seen === undefined
      ? []
      : [`${replayCommand(file)} --python ${seen.python}`];
  });
  return [...replays, matrixCommand(report)];
}
