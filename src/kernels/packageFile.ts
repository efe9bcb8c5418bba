import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { KernelError } from './kernelError.js';

/**
 * A file that ships with this package, by its path from the package's root.
 *
 * @throws KernelError `not-started` when it is not there
 */
export function packageFile(path: string): string {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  if (!existsSync(file)) {
    throw new KernelError(
      'not-started',
      `Looked for a file of this package: expected ${file}, it is not there. ` +
        'In a checkout run "npm run build"; otherwise install the package again.',
    );
  }
  return file;
}
