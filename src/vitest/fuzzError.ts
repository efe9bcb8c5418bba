/** A test of this package cannot be run as it is written. The text says what was given, what was expected, what to do. */
export class FuzzError extends Error {
  override readonly name = 'FuzzError';
  readonly kind: 'worker-thread' | 'bad-option';

  constructor(kind: FuzzError['kind'], message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
