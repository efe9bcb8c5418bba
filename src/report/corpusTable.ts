import { columns } from './columns.js';
import type { ByteRow, ShownCase, ShownStep, CorpusCase, CorpusRow } from './corpusReport.js';
import { extent, plural, size } from './figures.js';
import { replayCommand } from './nextCommand.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { cut, printable } from './printable.js';

export interface CorpusTableOptions extends RenderOptions {
  /** Ages are counted from here: milliseconds since 1970. */
  readonly now: number;
}

/** `corpus list`: a line for each case, those that nobody has accepted first. */
export function corpusTable(rows: readonly CorpusRow[], options: CorpusTableOptions): string {
  const marks = paint(options.colour);
  const cases = rows.filter((row) => row.kind !== 'unreadable');
  const sorted = STATES.flatMap((state) => cases.filter((row) => stateOf(row) === state));
  const table = columns(
    [
      ['state', 'age', 'messages', 'size', 'version', 'signature'],
      ...sorted.map((row) => [
        stateOf(row),
        age(row.found, options.now),
        String(row.size.messages),
        size(row.size.bytes),
        versionOf(row),
        cut(row.signature ?? row.headline, 120),
      ]),
    ],
    [1, 2, 3],
  );
  const [head = '', ...lines] = table;
  const number = (state: State): number => sorted.filter((row) => stateOf(row) === state).length;
  return [
    ...(sorted.length === 0 ? [] : [marks.faint(head)]),
    ...lines.flatMap((line, at) => [
      coloured(line, sorted[at], marks),
      `  ${marks.faint(printable(sorted[at]?.file ?? ''))}`,
    ]),
    ...rows.flatMap((row) =>
      row.kind === 'unreadable' ? [marks.bad(`error  ${printable(row.message)}`)] : [],
    ),
    `${plural(cases.length, 'case')}: ${number('new')} new, ${number('known')} known, ${plural(number('seed'), 'seed')}, ${plural(rows.length - cases.length, 'error')}`,
    '',
  ].join('\n');
}

type State = 'new' | 'known' | 'seed';
const STATES: readonly State[] = ['new', 'known', 'seed'];

function stateOf({ kind, known }: CorpusCase): State {
  if (kind === 'seed') return 'seed';
  return known === null ? 'new' : 'known';
}

function coloured(line: string, row: CorpusCase | undefined, marks: Paint): string {
  return row !== undefined && stateOf(row) === 'new' ? marks.bad(line) : line;
}

/** What was tested, in the version in which it was seen. */
function versionOf({ kernel, versions }: CorpusCase): string {
  const [name = ''] = kernel.split(/[@:]/u);
  const version = versions[name === 'typed-echo' ? 'marimo' : name] ?? versions['skewfuzz'];
  return cut(version === undefined ? kernel : `${kernel.split('@')[0] ?? kernel} ${version}`, 40);
}

function age(found: string | null, now: number): string {
  if (found === null) return '-';
  const hours = Math.max(0, now - Date.parse(found)) / 3_600_000;
  if (hours < 1) return `${Math.floor(hours * 60)} min`;
  return hours < 48 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} d`;
}

/** `corpus show`: a case in words, and what each of its bytes is. */
export function caseText(report: ShownCase, options: CorpusTableOptions): string {
  const marks = paint(options.colour);
  return [
    marks.strong(printable(report.headline)),
    ...report.lines.map((line) => `  ${printable(line)}`),
    ...facts(report, options.now).map(
      ([label, text]) => `  ${marks.faint(label.padEnd(11))}${printable(text)}`,
    ),
    ...report.steps.flatMap((step, at) => ['', ...stepText(step, at, marks)]),
    '',
  ].join('\n');
}

function facts(report: ShownCase, now: number): readonly (readonly [string, string])[] {
  const {
    kernel,
    schema,
    signature,
    size: extentNow,
    found,
    seed,
    shrunk,
    reproduced,
    versions,
    known,
    file,
  } = report;
  const times = reproduced === null ? '' : `, ${reproduced.k}/${reproduced.n} reproduced`;
  const from = shrunk === null ? '' : `, shrunk from ${extent(shrunk.from)} in ${plural(shrunk.runs, 'run')}`;
  return [
    ['kernel', kernel],
    ['schema', schema],
    ['signature', signature ?? 'none: a seed, which must pass'],
    ['size', `${extent(extentNow)}${from}${times}`],
    ...(found === null ? [] : [['found', `${found}, ${age(found, now)} ago, seed ${seed ?? '?'}`] as const]),
    ...(Object.keys(versions).length === 0
      ? []
      : [
          [
            'versions',
            Object.entries(versions)
              .map(([name, version]) => `${name} ${version}`)
              .join(', '),
          ] as const,
        ]),
    ...(known === null ? [] : [['known', known] as const]),
    ['next', replayCommand(file)],
  ];
}

function stepText({ headline, codec, bytes, left }: ShownStep, at: number, marks: Paint): readonly string[] {
  const table = columns(
    bytes.map((row) => [
      `    ${row.at}`,
      row.hex,
      `${'  '.repeat(Math.min(row.depth, 12))}${row.type}`,
      what(row),
    ]),
  );
  return [
    `  ${marks.strong(`${at + 1}`)} ${printable(headline)}  ${marks.faint(codec)}`,
    ...table.map((line, row) => (bytes[row]?.rule === null ? line : marks.doubtful(line))),
    ...(left > 0 ? [`    … ${plural(left, 'more byte')}`] : []),
  ];
}

function what({ path, text, says, rule }: ByteRow): string {
  const value = text === '' ? '' : ` = ${printable(text)}`;
  const notes = [says, rule === null ? null : `! ${rule}`].filter((note) => note !== null);
  return `${cut(path, 60)}${value}${notes.length === 0 ? '' : `  (${printable(notes.join('; '))})`}`;
}
