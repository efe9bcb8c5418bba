import type { MatrixReport } from './matrixReport.js';
import type { RunReport } from './types.js';

/** Runs the saved case again; `options` by their names without the dashes. */
export function replayCommand(file: string, options: Readonly<Record<string, string>> = {}): string {
  const more = Object.entries(options).map(([name, value]) => ` --${name} ${quoted(value)}`);
  return `npx skewfuzz replay ${quoted(file)}${more.join('')}`;
}

/** Runs one test of a suite again, by its name. */
export function testCommand(file: string, name: string): string {
  return `npx vitest run ${quoted(file)} -t ${quoted(name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))}`;
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
