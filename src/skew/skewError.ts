/**
 * What went wrong:
 * - `unfit`: the op does not fit the schema it is applied to;
 * - `broken`: after all ops the result is no schema, as something refers to what is gone.
 */
export type SkewErrorKind = 'unfit' | 'broken';

/** The error of this room: what was done, what was expected, what came, what to do. */
export class SkewError extends Error {
  override readonly name = 'SkewError';
  readonly kind: SkewErrorKind;

  constructor(kind: SkewErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
