import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { KernelError } from '../kernelError.js';
import type { MarimoSource } from '../marimo/marimoSource.js';
import { NEWEST_MARIMO } from '../marimoRelease.js';
import { packageFile } from '../packageFile.js';

/** What is installed, and under which name it is kept. */
export interface Recipe {
  /** Equal recipes have equal names. */
  readonly name: string;
  /** For a person. */
  readonly title: string;
  /** Arguments of `pip install`. */
  readonly packages: readonly string[];
  /** Exact versions of everything else, one requirement a line; null: `packages` says it all. */
  readonly constraints: string | null;
}

/** What to install for a marimo, on a Python of that version. */
export function recipeFor(source: MarimoSource, pythonVersion: string): Recipe {
  const file = packageFile('python/requirements.txt');
  const pins = readFileSync(file, 'utf8');
  const named = (label: string, ...parts: readonly (string | Buffer)[]): string =>
    `marimo-${label}-py${pythonVersion}-${digest(pins, ...parts)}`;
  // Pins of marimo itself would be against the point of asking for another one.
  const constraints = pins.replace(/^marimo==.*\n/mu, '');
  const beside = ['pyzmq', 'msgspec'];
  switch (source.kind) {
    case 'release': {
      const { release } = source;
      const title = `marimo ${release}`;
      return release === NEWEST_MARIMO
        ? { name: named(release), title, packages: ['-r', file], constraints: null }
        : { name: named(release), title, packages: [`marimo==${release}`, ...beside], constraints };
    }
    case 'checkout': {
      // Its own dependencies may change from one day to the next; its code is read from where it lies.
      const project = readSource(join(source.path, 'pyproject.toml'));
      return {
        name: named('checkout', source.path, project),
        title: `marimo of ${source.path}`,
        packages: ['-e', source.path, ...beside],
        constraints,
      };
    }
    case 'wheel':
      return {
        name: named('wheel', readSource(source.path)),
        title: `marimo of ${source.path}`,
        packages: [source.path, ...beside],
        constraints,
      };
  }
}

function readSource(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new KernelError(
      'bad-command',
      `Read ${file}: expected a checkout of marimo or a wheel, got: ${cause instanceof Error ? cause.message : ''}.`,
      cause,
    );
  }
}

function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // With its length in front, so that no two lists of parts run into one.
    hash.update(`${part.length}:`).update(part);
  }
  return hash.digest('hex').slice(0, 12);
}
