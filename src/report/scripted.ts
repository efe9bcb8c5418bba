import type { RerunReport, RerunStep } from './types.js';

/** What a script that reproduces a finding is made from. */
export interface Scripted extends RerunReport {
  readonly sent: readonly RerunStep[];
  /** What it shows, line by line. */
  readonly about: readonly string[];
}

/** The start-up document of a kernel without what belongs to one start of it. */
export function bareDocument(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return {};
  }
}
