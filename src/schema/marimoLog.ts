/**
 * What a marimo kernel writes to its log, line by line. While a cell or a function runs these lines are not on the
 * process's stderr but in the `data` of a `cell-op` notification whose `console` has the channel `stderr`.
 */
export const MARIMO_LOG: Readonly<Record<'refused' | 'raised' | 'failed' | 'unwritten', RegExp>> = {
  /** The first line of the record of a refused frame. It never names the channel. */
  refused:
    /^\[W \d{6} \d\d:\d\d:\d\d queue_proxy:\d+\] Unexpected error in ZeroMQ receiver thread: (?<message>.*)$/u,
  /** The last line of any record with a traceback: the class of the error, and its message once more. */
  raised: /^ {4,8}(?:\w+\.)*(?<error>[A-Z]\w*)(?:: (?<message>.*))?$/u,
  /** A command was decoded and its handler failed. */
  failed:
    /^\[E \d{6} \d\d:\d\d:\d\d kernel_lifecycle:\d+\] Failed to handle control request: (?<command>\w+)/u,
  /** A notification could not be written: a reply is lost. */
  unwritten:
    /^\[E \d{6} \d\d:\d\d:\d\d notification_utils:\d+\] Error serializing notification (?<notification>\w+)$/u,
};

/** A frame that the kernel refused, as its log tells it. */
export interface LoggedRefusal {
  /** The error's text up to its first line break: it may repeat text of the frame, raw. */
  readonly message: string;
}

/** The refusal that this line of the log begins to tell; null: none. One line, one refused frame. */
export function refusalIn(line: string): LoggedRefusal | null {
  const message = MARIMO_LOG.refused.exec(line)?.groups?.['message'];
  return message === undefined ? null : { message };
}

/** The name of the command's class, where this line begins to tell that its handler failed; null: it does not. */
export function failureIn(line: string): string | null {
  return MARIMO_LOG.failed.exec(line)?.groups?.['command'] ?? null;
}
