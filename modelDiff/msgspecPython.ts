import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder, findPython } from '../src/kernels/index.js';
import { interpreterIn, makeEnvironment } from '../src/kernels/environment/installer.js';

/**
 * An interpreter that has this version of msgspec, made in the user's cache folder when it is not there yet. It is made
 * beside where it is looked for, so that no run ever sees half of one.
 *
 * @throws KernelError `no-python`, `install-failed`
 */
export async function msgspecPython(version: string, progress: (line: string) => void): Promise<string> {
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
