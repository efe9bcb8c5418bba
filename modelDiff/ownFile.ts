import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of this folder that is not compiled, by its name: it is looked for from the root of the package. */
export function ownFile(name: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'modelDiff', name);
}
