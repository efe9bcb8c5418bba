import type { CaseReport, FindingReport, FlakeReport, Progress, RunReport } from '../report/index.js';

/** What a run tells while it runs. */
export type RunEvent =
  /** What the run is made from, before its first case. */
  | {
      readonly kind: 'opened';
      readonly run: Pick<RunReport, 'kernel' | 'only' | 'seed' | 'versions' | 'weights'>;
    }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** A line for people: an environment is made, a swarm was drawn. */
  | { readonly kind: 'note'; readonly line: string }
  /** A case was run and judged; told where it was asked for. */
  | { readonly kind: 'case'; readonly case: CaseReport }
  | { readonly kind: 'finding'; readonly finding: FindingReport }
  | { readonly kind: 'flake'; readonly flake: FlakeReport };

export type RunListener = (event: RunEvent) => void;
