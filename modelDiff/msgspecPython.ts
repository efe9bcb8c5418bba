import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { NEWEST_MARIMO, cacheFolder, findPython, prepareEnvironment } from '../src/kernels/index.js';
import { interpreterIn, makeEnvironment } from '../src/kernels/environment/installer.js';

/**
 * An interpreter that has this version of msgspec: that of the newest marimo where it is the one, else one of its own,
 * made when it is not there yet. It is made beside where it is looked for, so that no run ever sees half of one.
 *
 * @throws KernelError `no-python`, `install-failed`
 */
export async function msgspecPython(version: string, progress: (line: string) => void): Promise<string> {
  const release = await prepareEnvironment({ kind: 'release', release: NEWEST_MARIMO }, progress);
  if (release.versions['msgspec'] === version) return release.python;
  const python = await findPython();
  const name = `msgspec-${version}-py${python.version}`;
  const folder = join(cacheFolder(), 'environments', name);
  if (existsSync(interpreterIn(folder))) return interpreterIn(folder);
  const fresh = `${folder}.${process.pid}.new`;
  mkdirSync(dirname(folder), { recursive: true });
  const recipe = {
    name,
    title: `msgspec ${version}`,
    packages: [`msgspec==${version}`, 'typing_extensions'],
    constraints: null,
  };
  try {
    await makeEnvironment(recipe, python, fresh, progress);
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return interpreterIn(folder);
}
