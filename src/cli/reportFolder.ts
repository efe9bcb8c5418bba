import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  caseLine,
  observationLine,
  reportJson,
  reproduceFiles,
  stepSummary,
  toHtml,
  toJunit,
  toSarif,
  type CaseReport,
  type ReportData,
} from '../report/index.js';
import { typedCommand } from './typedCommand.js';
import { versions } from './versions.js';
import { unwritable, writeReport } from './writeReport.js';

/** What a command puts into its report. */
export interface Reported extends Pick<ReportData, 'verdict'> {
  readonly runs?: ReportData['runs'];
  readonly replays?: ReportData['replays'];
  readonly matrix?: ReportData['matrix'];
  readonly failures?: ReportData['failures'];
}

/** Where `--report` asked for every format. Cases are written as they are run, everything else when it is whole. */
export interface ReportFolder {
  /** Adds a case to `cases.jsonl` and `observations.jsonl`: a run that is killed keeps what it had. */
  readonly addCase: (one: CaseReport) => void;
  /** Writes all other files; those of an earlier call are replaced. */
  readonly write: (reported: Reported) => Promise<void>;
  /** The same for the last time: the summary also goes to the page of a CI job. */
  readonly finish: (reported: Reported) => Promise<void>;
}

/** @throws UsageError where the folder cannot be written; null: no report was asked for */
export function openReportFolder(folder: string | undefined): ReportFolder | null {
  if (folder === undefined) return null;
  const began = new Date();
  const runStart = began.getTime() / 1_000;
  const cases = new LineFile(join(folder, 'cases.jsonl'), folder);
  const observations = new LineFile(join(folder, 'observations.jsonl'), folder);
  const dataOf = ({ verdict, ...rest }: Reported): ReportData => ({
    command: typedCommand(process.argv.slice(2)),
    began: began.toISOString(),
    seconds: (Date.now() - began.getTime()) / 1_000,
    verdict,
    versions: versions(null),
    runs: [],
    replays: [],
    matrix: null,
    failures: [],
    ...rest,
  });
  return {
    addCase: (one) => {
      cases.add(caseLine(one));
      observations.add(observationLine(one, runStart));
    },
    write: async (reported) => writeAll(folder, dataOf(reported)),
    finish: async (reported) => {
      const data = dataOf(reported);
      await writeAll(folder, data);
      await appendToStepSummary(data);
      cases.close();
      observations.close();
    },
  };
}

async function writeAll(folder: string, data: ReportData): Promise<void> {
  const findings = [
    ...data.runs.flatMap((run) => run.findings),
    ...(data.matrix?.findings ?? []).flatMap(({ finding }) => finding ?? []),
  ];
  const files: Readonly<Record<string, () => string>> = {
    'report.html': () => toHtml(data),
    'report.json': () => reportJson(data),
    'report.sarif': () => toSarif(data),
    'junit.xml': () => toJunit(data.runs, data),
    'summary.md': () => stepSummary(data),
    ...Object.fromEntries(findings.flatMap(reproduceFiles).map(([name, text]) => [name, () => text])),
  };
  for (const [name, text] of Object.entries(files)) await writeReport(join(folder, name), text);
}

/** The page of a job on GitHub, where there is one. */
async function appendToStepSummary(data: ReportData): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  await appendFile(file, stepSummary(data)).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

/** A file that grows by whole lines, and is begun anew. */
class LineFile {
  readonly #path: string;
  readonly #file: number;

  constructor(path: string, folder: string) {
    this.#path = path;
    try {
      mkdirSync(folder, { recursive: true });
      this.#file = openSync(path, 'w');
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  add(line: string): void {
    try {
      writeSync(this.#file, line);
    } catch (error) {
      throw unwritable(this.#path, error);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
