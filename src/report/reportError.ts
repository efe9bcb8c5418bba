/** `not-json`, `not-a-report`, or of a `version` that is not read. */
export type ReportErrorKind = 'not-json' | 'not-a-report' | 'version';

export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly kind: ReportErrorKind;

  constructor(kind: ReportErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
