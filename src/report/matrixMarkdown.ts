import { count, duration } from './figures.js';
import type { CellReport, MatrixReport } from './matrixReport.js';
import { cellText, rangeOf } from './matrixTable.js';
import { markdownText as plain } from './markdownText.js';

/** The same as {@link matrixTable} for a page or a summary of CI. */
export function matrixMarkdown(report: MatrixReport): string {
  const places = report.pythons.flatMap((python) => report.hosts.map((host) => ({ python, host })));
  const judged = report.cells.reduce((sum, { messages }) => sum + messages.judged, 0);
  const gaps = report.cells.filter(({ because }) => because !== null);
  return [
    `# ${report.verdict.toUpperCase()}`,
    '',
    `${count(report.cells.length)} cells, ${count(judged)} judged messages, ${duration(report.seconds)}, seed ${plain(report.seed.text)}.`,
    '',
    row(['release', ...places.map(({ python, host }) => `${python}, host ${host}`)]),
    row(['---', ...places.map(() => '---')]),
    ...report.releases.map((release) =>
      row([
        release,
        ...places.map(({ python, host }) =>
          cellText(
            report.cells.find(
              (cell) => cell.release === release && cell.python === python && cell.host === host,
            ),
          ),
        ),
      ]),
    ),
    ...(report.findings.length === 0 ? [] : ['', '## Findings', '']),
    ...report.findings.map(
      (finding) =>
        `- ${plain(finding.signature)}: ${plain(rangeOf(finding))}${finding.known === null ? '' : `; known: ${plain(finding.known)}`}`,
    ),
    ...(gaps.length === 0 ? [] : ['', '## Not judged', '']),
    ...gaps.map(gap),
    '',
  ].join('\n');
}

function gap({ release, python, host, verdict, because }: CellReport): string {
  return `- ${plain(`${release} ${python} ${host}`)}: ${verdict}: ${plain((because ?? '').split('\n')[0] ?? '')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`;
}
