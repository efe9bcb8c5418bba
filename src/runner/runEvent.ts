import type { FindingReport, FlakeReport, Progress } from '../report/index.js';

/** What a run tells while it runs. */
export type RunEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** A line for people: an environment is made, a swarm was drawn. */
  | { readonly kind: 'note'; readonly line: string }
  | { readonly kind: 'finding'; readonly finding: FindingReport }
  | { readonly kind: 'flake'; readonly flake: FlakeReport };

export type RunListener = (event: RunEvent) => void;
