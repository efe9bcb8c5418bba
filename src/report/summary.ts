import type { HazardName } from '../oracles/index.js';
import { headline } from './about.js';
import { columns } from './columns.js';
import { count, duration, extent, plural, size } from './figures.js';
import { replayCommand, runCommand } from './nextCommand.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { CampaignReport, Counts, FindingReport, RunReport, Stopped, Verdict } from './types.js';

/** The closing lines of a run: the verdict, what it rests on, what was found, what was not reached, what to type next. */
export function summary(report: RunReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  return [
    verdictLine(report, marks),
    ...report.reasons.map((reason) => `  ${printable(reason)}`),
    ...amount(report),
    ...oracles(report),
    ...section('scenarios', scenarios(report)),
    ...section('faults', faults(report)),
    ...section('outcomes', counted(report.outcomes)),
    ...section('hazards', hazards(report)),
    ...section("what the kernel's version makes of messages of the host's", skew(report)),
    ...section('findings', findings(report, marks)),
    ...section('more of the same', listed(report.alike)),
    ...section('allowed', listed(report.allowed)),
    ...section('flakes', flakes(report)),
    ...section('not sent', listed(report.notSent)),
    ...section('not reached', notReached(report)),
    ...section(
      'errors',
      report.errors.map((error) => marks.bad(printable(error))),
    ),
    ...section('next', next(report).map(marks.strong)),
    '',
  ].join('\n');
}

/** The closing lines of a campaign: a summary for each kernel, then one line for each. */
export function campaignSummary(campaign: CampaignReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  const rows = campaign.runs.map((run) => [
    run.verdict.toUpperCase(),
    printable(run.kernel),
    plural(run.messages.judged, 'message'),
    plural(run.findings.length, 'finding'),
  ]);
  return [
    ...campaign.runs.map((run) => summary(run, options)),
    `${verdictWord(campaign.verdict, marks)} in ${duration(campaign.seconds)}`,
    ...columns(rows).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function verdictLine(report: RunReport, marks: Paint): string {
  const known = report.findings.filter((finding) => finding.known !== null).length;
  const found = plural(report.findings.length, 'finding') + (known === 0 ? '' : ` (${known} known)`);
  return `${verdictWord(report.verdict, marks)} ${printable(report.kernel)}: ${found} in ${plural(
    report.messages.judged,
    'judged message',
  )}, ${duration(report.seconds)}, seed ${printable(report.seed.text)}`;
}

function verdictWord(verdict: Verdict, marks: Paint): string {
  const colours = { valid: marks.good, invalid: marks.bad, unknown: marks.doubtful };
  return colours[verdict](verdict.toUpperCase());
}

const ENDINGS: Readonly<Record<Stopped, string>> = {
  runs: 'all runs done',
  'max-time': 'time used up',
  'fail-fast': 'stopped at the first finding',
  interrupted: 'interrupted',
  error: 'stopped by an error',
};

function amount(report: RunReport): string[] {
  const rate = report.seconds > 0 ? Math.round(report.messages.judged / report.seconds) : 0;
  return [
    `  sent ${plural(report.messages.sent, 'message')} (${size(report.bytes)}) in ${plural(report.cases, 'case')} to ${plural(
      report.kernelsStarted,
      'kernel',
    )}; ${count(rate)} judged a second; ${ENDINGS[report.stopped]}`,
  ];
}

function oracles(report: RunReport): string[] {
  const rows = Object.entries(report.oracles).map(([name, { judged, violations, unknown }]) => [
    name,
    count(judged),
    count(violations),
    count(Object.values(unknown).reduce((sum, n) => sum + n, 0)),
    topReason(unknown),
  ]);
  const table = columns([['oracle', 'judged', 'violations', 'unknown', ''], ...rows], [1, 2, 3]);
  return ['', ...table.map((line) => `  ${line}`)];
}

/** The most frequent reason, and how many others there are. */
function topReason(unknown: Counts): string {
  const [first, ...others] = Object.entries(unknown).toSorted(([, a], [, b]) => b - a);
  if (first === undefined) return '';
  return `${printable(first[0])}${others.length === 0 ? '' : `, and ${plural(others.length, 'other reason')}`}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];
}

/** The most frequent first; many kinds are cut, the JSON report has them all. */
function listed(counts: Counts): string[] {
  const rows = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  const shown = rows.slice(0, LISTED).map(([name, n]) => [count(n), printable(name)]);
  const more = rows.length - shown.length;
  return [...columns(shown, [0]), ...(more > 0 ? [`… and ${plural(more, 'more kind')}`] : [])];
}

const LISTED = 8;

function counted(counts: Counts): string[] {
  const some = Object.entries(counts).filter(([, n]) => n > 0);
  return some.length === 0 ? [] : [some.map(([name, n]) => `${name} ${count(n)}`).join(', ')];
}

function scenarios(report: RunReport): string[] {
  const rows = Object.entries(report.scenarios).map(([name, { cases, judged, sent, seconds }]) => [
    name,
    plural(cases, 'case'),
    `${count(judged)} of ${count(sent)} judged`,
    seconds > 0 ? `${count(Math.round(judged / seconds))} a second` : '',
  ]);
  return columns(rows, [1, 2, 3]);
}

function faults(report: RunReport): string[] {
  const rows = Object.entries(report.faults)
    .filter(([, { done }]) => done > 0)
    .map(([kind, { done, judged, violations }]) => [
      kind,
      `${count(done)} done`,
      `${count(judged)} judged`,
      violations === 0 ? '' : plural(violations, 'violation'),
    ]);
  return columns(rows, [1, 2]);
}

const HAZARDS: Readonly<Record<HazardName, readonly [who: string, refuser: string]>> = {
  'new-notifications': ['notifications with a new tag', 'the union of the host'],
  'new-commands': ['commands with a new tag', 'the kernel'],
};

function hazards(report: RunReport): string[] {
  const rows = Object.entries(HAZARDS).flatMap(([name, [what, refuser]]) => {
    const found = Object.entries(report.hazards).find(([own]) => own === name)?.[1];
    return found === undefined
      ? []
      : [[what, `${count(found.arrived)} arrived`, `${count(found.refused)} refused by ${refuser}`]];
  });
  return columns(rows, [1]);
}

function skew({ skew: found }: RunReport): string[] {
  if (found === null) return [];
  const { same, lossy, refused, ask, misread } = found;
  return [
    `read as meant ${count(same)}, read otherwise ${count(lossy)}, refused ${count(refused)}, unknown ${count(ask)}`,
    ...listed(misread),
  ];
}

function findings(report: RunReport, marks: Paint): string[] {
  return report.findings.flatMap((finding) => [
    `${finding.known === null ? marks.bad('×') : marks.doubtful('=')} ${headline(finding.violation)}`,
    `  ${reproduced(finding)}, ${extent(finding.size)}, ${
      finding.file === null ? 'not saved' : printable(finding.file)
    }`,
    ...(finding.known === null ? [] : [`  known: ${printable(finding.known)}`]),
  ]);
}

function reproduced({ reproduced: { k, n } }: Pick<FindingReport, 'reproduced'>): string {
  return `${k}/${n} reproduced`;
}

function flakes(report: RunReport): string[] {
  return report.flakes.map(
    (flake) => `? ${headline(flake.violation)}  ${flake.reproduced.k}/${flake.reproduced.n} reproduced`,
  );
}

function notReached(report: RunReport): string[] {
  return Object.entries(report.notReached)
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}: ${names.map(printable).join(', ')}`);
}

function next(report: RunReport): string[] {
  const replays = report.findings
    .filter((finding) => finding.known === null)
    .flatMap((finding) => (finding.file === null ? [] : [replayCommand(finding.file)]));
  return [...replays, runCommand(report)];
}
