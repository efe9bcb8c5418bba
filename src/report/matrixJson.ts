import { findingDocument, findingOf, type FindingDocument } from './document.js';
import type { CellReport, MatrixFinding, MatrixReport } from './matrixReport.js';

/**
 * A matrix as a document for other programs. Its key names are stable. A cell has `verdict`, `because` (why it is
 * unknown or unavailable), `judged` messages, those `refused` as predicted, `misread` by tag, and the signatures of its
 * `findings` and of what is `known`; a finding has its `range` of releases, its `pythons`, and every sighting.
 */
export interface MatrixDocument extends Omit<MatrixReport, 'seed' | 'cells' | 'findings'> {
  readonly seed: string;
  readonly seedNumber: number;
  readonly cells: readonly CellDocument[];
  readonly findings: readonly MatrixFindingDocument[];
}

export interface CellDocument extends Omit<CellReport, 'messages'> {
  readonly sent: number;
  readonly judged: number;
}

export interface MatrixFindingDocument extends Omit<MatrixFinding, 'finding'> {
  readonly finding: FindingDocument | null;
}

export function matrixJson(report: MatrixReport): string {
  return `${JSON.stringify(matrixDocument(report), null, 2)}\n`;
}

export function matrixDocument({ seed, cells, findings, ...rest }: MatrixReport): MatrixDocument {
  return {
    ...rest,
    seed: seed.text,
    seedNumber: seed.number,
    cells: cells.map(({ messages, ...cell }) => ({ ...cell, sent: messages.sent, judged: messages.judged })),
    findings: findings.map(({ finding, ...one }) => ({
      ...one,
      finding: finding === null ? null : findingDocument(finding),
    })),
  };
}

/** The matrix that a document was made of. */
export function matrixOf({ seed, seedNumber, cells, findings, ...rest }: MatrixDocument): MatrixReport {
  return {
    ...rest,
    seed: { text: seed, number: seedNumber },
    cells: cells.map(({ sent, judged, ...cell }) => ({ ...cell, messages: { sent, judged } })),
    findings: findings.map(({ finding, ...one }) => ({
      ...one,
      finding: finding === null ? null : findingOf(finding),
    })),
  };
}
