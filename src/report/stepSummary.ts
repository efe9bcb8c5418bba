import { headline, sentence } from './about.js';
import { count, duration, extent, plural } from './figures.js';
import { markdownText as plain } from './markdownText.js';
import { matrixMarkdown } from './matrixMarkdown.js';
import { replayCommand, runCommand } from './nextCommand.js';
import { cut } from './printable.js';
import type { ReportData } from './reportData.js';
import type { FindingReport, RunReport, Verdict } from './types.js';

const FINDINGS_SHOWN = 50;
const MARKS: Readonly<Record<Verdict, string>> = { valid: '✅', invalid: '❌', unknown: '❔' };

/** The report in Markdown for the page of a CI job: the verdict, a row for each kernel, the new findings, what is not known. */
export function stepSummary(data: ReportData): string {
  const findings = data.runs.flatMap((run) => run.findings);
  const fresh = findings.filter(({ known }) => known === null);
  const known = findings.filter((finding) => finding.known !== null);
  return [
    `## ${MARKS[data.verdict]} ${data.verdict.toUpperCase()}`,
    '',
    `${inCode(data.command)}, ${duration(data.seconds)}`,
    '',
    ...runTable(data.runs),
    ...section('Could not run', data.failures.map(plain)),
    ...section('Replayed cases', replays(data)),
    ...section(`New findings: ${count(fresh.length)}`, shown(fresh)),
    ...section(`Known findings: ${count(known.length)}`, shown(known)),
    ...section('Not judged', data.runs.flatMap(notJudged)),
    ...(data.matrix === null ? [] : [matrixMarkdown(data.matrix)]),
    '',
  ].join('\n');
}

function runTable(runs: readonly RunReport[]): readonly string[] {
  if (runs.length === 0) return [];
  return [
    '| kernel | verdict | new | known | judged | cases | seed |',
    '| --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...runs.map((run) => {
      const fresh = run.findings.filter(({ known }) => known === null).length;
      const cells = [
        plain(run.kernel),
        `${MARKS[run.verdict]} ${run.verdict}`,
        count(fresh),
        count(run.findings.length - fresh),
        count(run.messages.judged),
        count(run.cases),
        plain(run.seed.text),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines.map((line) => `- ${line}`), ''];
}

function shown(findings: readonly FindingReport[]): readonly string[] {
  const more = findings.length - FINDINGS_SHOWN;
  return [
    ...findings.slice(0, FINDINGS_SHOWN).map(findingText),
    ...(more > 0 ? [`… and ${plural(more, 'more finding')}: see report.html`] : []),
  ];
}

function findingText(one: FindingReport): string {
  const { violation, file, known, reproduced } = one;
  const facts = `${extent(one.size)}, ${reproduced.k}/${reproduced.n} reproduced`;
  return [
    `**${plain(headline(violation))}**`,
    `${plain(sentence(violation))} Expected ${inCode(cut(violation.expected, 120))}, got ${inCode(cut(violation.actual, 120))} (${facts}).`,
    ...(known === null ? [] : [`Known: ${plain(known)}`]),
    inCode(file === null ? runCommand(one) : replayCommand(file)),
  ].join('<br>');
}

function replays({ replays: all }: ReportData): readonly string[] {
  const of = (...kinds: readonly string[]): number => all.filter(({ kind }) => kinds.includes(kind)).length;
  if (all.length === 0) return [];
  const failed = all.filter(({ kind }) => kind === 'failed' || kind === 'changed').slice(0, FINDINGS_SHOWN);
  return [
    `${count(of('fixed'))} fixed, ${count(of('failed', 'changed'))} failed, ${plural(of('error', 'unknown'), 'error')}`,
    ...failed.map(({ file }) => `failed: ${inCode(replayCommand(file))}`),
  ];
}

function notJudged(run: RunReport): readonly string[] {
  return [...run.reasons, ...run.errors].map((reason) => `${plain(run.kernel)}: ${plain(reason)}`);
}

/** A code span that nothing in the text can end. */
function inCode(text: string): string {
  return `<code>${plain(text)}</code>`;
}
