import type { CellReport, RunReport } from '../../report/index.js';
import type { Cell } from './cellPlan.js';

type Rest = Omit<CellReport, 'release' | 'python' | 'host' | 'kernel'>;

const NOTHING: Rest = {
  verdict: 'unknown',
  because: null,
  missing: false,
  cases: 0,
  messages: { sent: 0, judged: 0 },
  refused: 0,
  misread: {},
  seconds: 0,
  findings: [],
  known: [],
  versions: {},
};

/** A cell in which nothing ran. */
export function emptyCell(
  cell: Cell,
  why: Pick<CellReport, 'verdict' | 'because'> & Partial<Pick<CellReport, 'missing' | 'versions'>>,
): CellReport {
  return { ...placeOf(cell), ...NOTHING, ...why };
}

/** A cell as its run reports it; what it found is judged when all is known of the findings. */
export function cellReport(cell: Cell, report: RunReport): CellReport {
  const { cases, messages, seconds, versions } = report;
  const reasons = [...report.errors, ...report.reasons];
  return {
    ...placeOf(cell),
    verdict: report.verdict,
    because: reasons.length === 0 ? null : reasons.join('; '),
    missing: false,
    cases,
    messages,
    refused: report.outcomes.refused,
    misread: report.skew?.misread ?? {},
    seconds,
    findings: report.findings.filter(({ known }) => known === null).map(({ signature }) => signature),
    known: [],
    versions,
  };
}

function placeOf({
  release,
  python,
  host,
}: Cell): Pick<CellReport, 'release' | 'python' | 'host' | 'kernel'> {
  return { release: release.name, python, host: host.name, kernel: release.kernel };
}
