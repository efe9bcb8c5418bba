import type { MatrixReport } from './matrixReport.js';
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

/** Makes the same matrix again. */
export function matrixCommand({
  releases,
  pythons,
  hosts,
  seed,
}: Pick<MatrixReport, 'releases' | 'pythons' | 'hosts' | 'seed'>): string {
  const versions = hosts.map((host) => ` --host-schema ${quoted(host)}`).join('');
  return (
    `npx skewfuzz matrix --marimo ${quoted(releases.join(','))} --python ${quoted(pythons.join(','))}${versions}` +
    ` --seed ${quoted(seed.text)}`
  );
}

/** One argument as a POSIX shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
