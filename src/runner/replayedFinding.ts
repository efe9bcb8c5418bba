import type { SavedCase } from '../corpus/index.js';
import type { FindingReport } from '../report/index.js';
import type { Confirmed } from './confirm.js';
import { findingReport } from './findingReport.js';

/** A saved case that showed something when it was replayed, as reports show a finding; null: it showed nothing. */
export function replayedFinding(saved: SavedCase, file: string, confirmed: Confirmed): FindingReport | null {
  const { shown } = confirmed;
  if (shown === null) return null;
  const { steps } = saved.case;
  const seed = saved.evidence?.found.seed ?? { text: '0', number: 0 };
  const context = { kernel: saved.kernel, host: null, only: {}, seed, known: null, file };
  const report = findingReport({ steps, shown, confirmed, from: steps, runs: 0 }, context);
  return { ...report, shrunk: saved.evidence?.shrunk ?? null };
}
