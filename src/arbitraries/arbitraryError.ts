export type ArbitraryErrorKind = 'no-such-target' | 'does-not-fit' | 'empty-list';

/** The error of this room: what was asked for, and why it cannot be had. */
export class ArbitraryError extends Error {
  readonly kind: ArbitraryErrorKind;

  constructor(kind: ArbitraryErrorKind, message: string) {
    super(message);
    this.name = 'ArbitraryError';
    this.kind = kind;
  }
}
