import { columns } from './columns.js';
import { count, duration, plural } from './figures.js';
import type { NightlyReport, SortedFinding, SortedReason, TargetReport } from './nightlyReport.js';
import { replayCommand } from './nextCommand.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { ReplayReport } from './types.js';

/** The closing lines of a nightly run: a line for each target, then what is new, known, fixed, and not judged. */
export function nightlySummary(report: NightlyReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  const { verdict, fresh, known, fixed, unjudged, errors } = report.sorted;
  const colours = { valid: marks.good, invalid: marks.bad, unknown: marks.doubtful };
  return [
    `${colours[verdict](verdict.toUpperCase())} nightly: ${plural(fresh.length, 'new finding')}, ${count(known.length)} known, ` +
      `${count(fixed.length)} fixed, ${count(unjudged.length)} not judged, ${plural(errors.length, 'error')}; ` +
      `${duration(report.seconds)} of ${duration(report.budgetSeconds)}, seed ${printable(report.seed.text)}${shards(report)}`,
    ...columns(report.targets.map(row), [2, 3]).map((line) => `  ${line}`),
    ...section(
      'new',
      fresh.flatMap((one) => lines('×', one, marks, (found) => `found before, ${found}`)),
    ),
    ...section(
      'known',
      known.flatMap((one) => lines('=', one, marks, (why) => why)),
    ),
    ...section(
      'fixed',
      fixed.flatMap((one) => lines('✓', one, marks, (what) => what)),
    ),
    ...section('could not be judged', unjudged.map(reason)),
    ...section('errors', errors.map(reason).map(marks.bad)),
    ...section('next', next(report).map(marks.strong)),
    '',
  ].join('\n');
}

function shards({ shards: which, against }: NightlyReport): string {
  const part = which.length === 0 ? '' : `, shard ${which.join(', ')}`;
  return against === null ? part : `${part}, against ${printable(against)}`;
}

function row({ name, replays, left, run, failure }: TargetReport): readonly string[] {
  const fuzzed =
    run === null ? ['NOT RUN', ''] : [run.verdict.toUpperCase(), plural(run.messages.judged, 'message')];
  return [
    fuzzed[0] ?? '',
    printable(name),
    fuzzed[1] ?? '',
    run === null ? '' : plural(run.findings.length, 'finding'),
    replayed(
      replays.map(({ report }) => report),
      left.length,
    ),
    failure === null ? '' : 'see errors',
  ];
}

function replayed(reports: readonly ReplayReport[], left: number): string {
  if (reports.length + left === 0) return 'nothing to replay';
  const kinds = (['failed', 'changed', 'fixed', 'unknown', 'error'] as const)
    .map((kind) => [kind, reports.filter((report) => report.kind === kind).length] as const)
    .filter(([, n]) => n > 0)
    .map(([kind, n]) => `${count(n)} ${kind}`);
  const rest = left === 0 ? [] : [`${count(left)} not replayed, for want of time`];
  return `replayed ${plural(reports.length, 'case')}: ${[...kinds, ...rest].join(', ')}`;
}

function lines(
  mark: string,
  { target, signature, file, note }: SortedFinding,
  marks: Paint,
  say: (note: string) => string,
): readonly string[] {
  const colours = { '×': marks.bad, '=': marks.doubtful, '✓': marks.good } as const;
  const painted = mark === '×' || mark === '=' || mark === '✓' ? colours[mark](mark) : mark;
  return [
    `${painted} ${printable(target)}: ${printable(signature)}`,
    `  ${file === null ? 'not saved' : printable(file)}`,
    ...(note === null ? [] : [`  ${printable(say(note))}`]),
  ];
}

function reason({ target, because }: SortedReason): string {
  return `${printable(target)}: ${printable(because)}`;
}

function section(title: string, all: readonly string[]): readonly string[] {
  return all.length === 0 ? [] : ['', `  ${title}`, ...all.map((line) => `    ${line}`)];
}

const NEXT_SHOWN = 5;

function next({ sorted: { fresh, fixed } }: NightlyReport): readonly string[] {
  const replays = fresh.flatMap(({ file }) => (file === null ? [] : [replayCommand(file)]));
  return [
    ...replays.slice(0, NEXT_SHOWN),
    ...(fixed.some(({ note }) => note === STALE) ? ['npx skewfuzz nightly --fix'] : []),
  ];
}

/** What is said of a line that is still there. */
export const STALE = 'take the line out of the baseline, or let --fix do it';
