/** What went wrong at a socket. */
export type TransportErrorKind =
  /** No port could be opened. */
  | 'bind'
  /** Something that is not bytes was handed over. */
  | 'not-bytes'
  /** The peer took nothing for as long as the deadline allows. */
  | 'deadline'
  /** The socket was closed, by us, before the work was done. */
  | 'closed'
  /** The socket layer refused for another reason; see `cause`. */
  | 'socket';

/** The one error of this room; the text says what was done, what was expected, what came and what to do. */
export class TransportError extends Error {
  readonly kind: TransportErrorKind;

  constructor(kind: TransportErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TransportError';
    this.kind = kind;
  }
}
