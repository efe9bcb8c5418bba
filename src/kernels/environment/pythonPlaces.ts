import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The versions of Python that a kernel is tried on where nobody names others. */
export const PYTHONS: readonly string[] = ['3.10', '3.11', '3.12', '3.13', '3.14'];

/**
 * Where an interpreter of a version may be, such as `3.12` or `3.12.1`: its name, to be found on the PATH, and files in
 * the places where the usual tools keep theirs, the newest first. Whether they run is for the caller to see.
 */
export function pythonPlaces(version: string): readonly string[] {
  const minor = version.split('.').slice(0, 2).join('.');
  const home = homedir();
  const pyenv = process.env['PYENV_ROOT'] ?? '';
  const kept = [
    ...(pyenv === '' ? [] : [join(pyenv, 'versions')]),
    join(home, '.pyenv', 'versions'),
    join(home, '.asdf', 'installs', 'python'),
    join(home, '.local', 'share', 'mise', 'installs', 'python'),
    join(home, '.local', 'share', 'uv', 'python'),
    '/opt/python',
  ];
  const fixed = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];
  return [
    `python${minor}`,
    ...new Set(kept.flatMap((folder) => installedIn(folder, version, minor))),
    ...fixed.map((folder) => join(folder, `python${minor}`)),
  ];
}

/** Folders such as `3.12.1` and `cpython-3.12.1-linux-x86_64-gnu`. */
function installedIn(folder: string, version: string, minor: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => isOfVersion(/^(?:cpython-)?(\d+\.\d+\.\d+)(?![\w.])/u.exec(name)?.[1] ?? '', version))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(folder, name, 'bin', `python${minor}`));
}

/** Whether `3.12.1` is a `3.12`, and a `3.12.1`. */
export function isOfVersion(full: string, wanted: string): boolean {
  return full === wanted || full.startsWith(`${wanted}.`);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
