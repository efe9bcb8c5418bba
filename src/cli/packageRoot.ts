import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: where `schemas`, `corpus` and `python` lie. */
export function packageRoot(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..', '..');
}
