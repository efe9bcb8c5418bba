import { count, duration } from './figures.js';
import type { NightlyReport, SortedFinding } from './nightlyReport.js';
import { printable } from './printable.js';

/** A nightly run as a GitHub step summary: the verdict, a table of targets, then what is new, fixed and not judged. */
export function nightlyMarkdown(report: NightlyReport): string {
  const { verdict, fresh, known, fixed, unjudged, errors } = report.sorted;
  return [
    `## ${verdict.toUpperCase()}: ${count(fresh.length)} new, ${count(known.length)} known, ${count(fixed.length)} fixed, ` +
      `${count(unjudged.length)} not judged`,
    '',
    `${duration(report.seconds)} of ${duration(report.budgetSeconds)}, seed ${plain(report.seed.text)}.`,
    '',
    '| target | verdict | cases | messages judged | findings | replayed | not replayed |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...report.targets.map(({ name, run, replays, left }) =>
      row([
        name,
        run?.verdict ?? 'not run',
        count(run?.cases ?? 0),
        count(run?.messages.judged ?? 0),
        count(run?.findings.length ?? 0),
        count(replays.length),
        count(left.length),
      ]),
    ),
    ...section('New', fresh.map(finding)),
    ...section('Fixed: take the lines out of the baseline', fixed.map(finding)),
    ...section(
      'Could not be judged',
      unjudged.map(({ target, because }) => `- ${plain(target)}: ${plain(because)}`),
    ),
    ...section(
      'Errors',
      errors.map(({ target, because }) => `- ${plain(target)}: ${plain(because)}`),
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines];
}

function finding({ target, signature, file }: SortedFinding): string {
  return `- ${plain(target)}: ${plain(signature)}${file === null ? '' : `, \`${printable(file).replaceAll('`', "'")}\``}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`;
}

/** Text that no Markdown reader takes for markup. */
function plain(text: string): string {
  return printable(text).replace(/[\\|<>*_[\]`]/g, (character) => `\\${character}`);
}
