/** The runner was asked for something it cannot do. The text says what was given, what was expected, what to do. */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';
  readonly kind: 'bad-seed' | 'unknown-loss' | 'no-such-shape' | 'nothing-to-send' | 'out-of-time';

  constructor(kind: RunnerError['kind'], message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
