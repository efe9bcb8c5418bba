import type { Chronicle } from '../history/index.js';

/**
 * The error that ended a process, and the function that raised it: `IndexError in _merge_model_commands`. Null where
 * the last thing on stderr is no traceback of Python's: then nobody can know.
 */
export function lastError({ log }: Chronicle): string | null {
  const lines = log.filter(({ stream }) => stream === 'stderr').map(({ line }) => line);
  const error = RAISED.exec(lines.at(-1) ?? '')?.[1];
  const started = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  if (error === undefined || started < 0) return null;
  const functions = lines.slice(started).flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const named = functions.findLast((name) => !name.startsWith('<'));
  return named === undefined ? null : `${error} in ${named}`;
}

/** The function in which an error arose that this one did not catch, and ended by: `an error in _handle_command`. Else null. */
export function uncaughtBy({ log }: Chronicle, loop: string): string | null {
  const lines = log.filter(({ stream }) => stream === 'stderr').map(({ line }) => line);
  const functions = lines.flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const called = functions[functions.indexOf(loop) + 1];
  return functions.includes(loop) && called !== undefined ? `an error in ${called}` : null;
}

/** Whether the change of a crash names such an error. */
export function namesError(change: string | null): boolean {
  return change !== null && / in \S+$/u.test(change);
}

const RAISED = /^([A-Za-z_][\w.]*)(?::|$)/u;
const FRAME = /^ {2}File ".*", line \d+, in (\S+)$/u;
