/**
 * What went wrong:
 * - `out-of-range`: a number that msgpack cannot say;
 * - `header`: the header asked for cannot hold the value or the declared length;
 * - `ill-formed-text`: a string that is no Unicode text;
 * - `refused`: a value that a codec must not be given, or does not take;
 * - `too-deep`: more nesting than the codec, or the reader, takes;
 * - `tagged`: JSON that is no tagged wire value.
 */
export type WireErrorKind = 'out-of-range' | 'header' | 'ill-formed-text' | 'refused' | 'too-deep' | 'tagged';

/** The error of this room: what was done, what was expected, what came, what to do. */
export class WireError extends Error {
  readonly kind: WireErrorKind;
  /** Where in a tagged value, as `$.value.cellIds[0]`; null where there is no place to name. */
  readonly path: string | null;

  constructor(
    kind: WireErrorKind,
    message: string,
    options: { readonly path?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'WireError';
    this.kind = kind;
    this.path = options.path ?? null;
  }
}
