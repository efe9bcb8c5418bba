import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KernelKind } from '../kernels/index.js';

const require = createRequire(import.meta.url);

export function skewfuzzVersion(): string {
  return versionIn(fileURLToPath(new URL('../../package.json', import.meta.url)));
}

/** The versions of all that has a say in a run. */
export function versions(kernel: KernelKind | null): Readonly<Record<string, string>> {
  return {
    skewfuzz: skewfuzzVersion(),
    node: process.versions.node,
    zeromq: packageVersion('zeromq'),
    'fast-check': packageVersion('fast-check'),
    msgpackr: packageVersion('msgpackr'),
    ...kernel?.versions?.(),
  };
}

function packageVersion(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return versionIn(join(folder, name, 'package.json'));
    } catch {
      // Not in this folder; the next one up.
    }
  }
  return 'unknown';
}

function versionIn(path: string): string {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  return 'unknown';
}
