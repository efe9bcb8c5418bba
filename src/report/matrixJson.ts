import type { MatrixReport } from './matrixReport.js';
import { findingDocument } from './toJson.js';

/**
 * A matrix as a JSON document for other programs. Its key names are stable. A cell has `verdict`, `because` (why it is
 * unknown or unavailable), `judged` messages, those `refused` as predicted, `misread` by tag, and the signatures of its
 * `findings` and of what is `known`; a finding has its `range` of releases, its `pythons`, and every sighting.
 */
export function matrixJson(report: MatrixReport): string {
  const { verdict, seed, seconds, stopped, releases, pythons, hosts, versions } = report;
  const cells = report.cells.map(({ messages, ...cell }) => ({
    ...cell,
    sent: messages.sent,
    judged: messages.judged,
  }));
  const findings = report.findings.map(({ finding, ...rest }) => ({
    ...rest,
    finding: finding === null ? null : findingDocument(finding),
  }));
  const document = {
    verdict,
    seed: seed.text,
    seconds,
    stopped,
    releases,
    pythons,
    hosts,
    versions,
    cells,
    findings,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
