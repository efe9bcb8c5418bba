/** What is wrong with a file of the corpus. */
export type CorpusErrorKind =
  | 'unreadable'
  | 'unwritable'
  | 'truncated'
  | 'unknown-version'
  | 'other-schema'
  | 'hostile'
  | 'invalid'
  /** A baseline line whose finding is not there any more, or is another one. */
  | 'stale';

export interface Problem {
  readonly kind: CorpusErrorKind;
  readonly path: string;
  readonly expected: string;
  readonly came: string;
  readonly todo: string;
  readonly cause?: unknown;
}

/** A file of the corpus could not be used. It was left as it is. */
export class CorpusError extends Error {
  override readonly name = 'CorpusError';
  readonly kind: CorpusErrorKind;
  readonly path: string;

  constructor(problem: Problem) {
    const { kind, path, expected, came, todo } = problem;
    const action = kind === 'unwritable' ? 'writing' : 'reading';
    super(`${action} ${path} (${kind}): expected ${expected}, but ${came}. ${todo}`, {
      cause: problem.cause,
    });
    this.kind = kind;
    this.path = path;
  }
}

/** What the operating system said, for a person: `ENOSPC: no space left on device`. */
export function systemReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(', ')[0] ?? text;
}

/** Whether the operating system said that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
