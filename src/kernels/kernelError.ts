/** What went wrong with a kernel. */
export type KernelErrorKind =
  /** The text after `--kernel` names nothing that could be started. */
  | 'bad-command'
  /** The command could not be started at all. */
  | 'not-started'
  /** It started, and ended before it said that it is ready. */
  | 'died-early'
  /** It started, and did not say that it is ready in time; or it said so in a way that cannot be read. */
  | 'not-ready'
  /** The kernel has ended: nothing can be sent to it. */
  | 'gone'
  /** The kernel lives, and its socket took nothing for as long as the deadline allows. */
  | 'send-deadline'
  /** The process did not end although it was killed. */
  | 'will-not-die'
  /** There is no such channel. */
  | 'no-channel'
  /** A schema that a kernel needs cannot be read or does not fit. */
  | 'bad-schema'
  /** No Python that will do, or one without what it takes to make an environment. */
  | 'no-python'
  /** The release does not run on this Python, as it says itself. */
  | 'unsupported'
  /** The packages could not be fetched or installed. */
  | 'install-failed';

/** The one error of this room; the text says what was done, what was expected, what came and what to do. */
export class KernelError extends Error {
  readonly kind: KernelErrorKind;

  constructor(kind: KernelErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'KernelError';
    this.kind = kind;
  }
}
