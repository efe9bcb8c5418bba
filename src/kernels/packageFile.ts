import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KernelError } from './kernelError.js';

/**
 * A file that ships with this package, by its path from the package's root.
 *
 * @throws KernelError `not-started` when it is not there
 */
export function packageFile(path: string): string {
  const file = join(root(), path);
  if (!existsSync(file)) {
    throw new KernelError(
      'not-started',
      `Looked for a file of this package: expected ${file}, it is not there. ` +
        'In a checkout run "npm run build"; otherwise install the package again.',
    );
  }
  return file;
}

/** Upwards from this file, which a program of a checkout may have compiled to a folder of its own. */
function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
