import type { RunReport } from './types.js';

/** Runs the saved case again. */
export function replayCommand(file: string): string {
  return `npx skewfuzz replay ${quoted(file)}`;
}

/** Makes the same run again. */
export function runCommand({
  kernel,
  host,
  only,
  seed,
}: Pick<RunReport, 'kernel' | 'host' | 'only' | 'seed'>): string {
  const version = host === null ? '' : ` --host-schema ${quoted(host)}`;
  const narrowed = Object.entries(only)
    .map(([option, names]) => ` --${option} ${names.join(',')}`)
    .join('');
  return `npx skewfuzz run --kernel ${quoted(kernel)}${version}${narrowed} --seed ${quoted(seed.text)}`;
}

/** One argument as a POSIX shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
