import type { MatrixReport } from './matrixReport.js';
import type { ReplayReport, RunReport, Verdict } from './types.js';

/** What one command found out, of whatever kind: what every format of `--report` is made from. */
export interface ReportData {
  /** As it was typed, for people. */
  readonly command: string;
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  readonly verdict: Verdict;
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: readonly RunReport[];
  readonly replays: readonly ReplayReport[];
  readonly matrix: MatrixReport | null;
  /** What could not be run at all, for people. */
  readonly failures: readonly string[];
}
