import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { KernelError } from '../kernelError.js';
import type { MarimoSource } from '../marimo/marimoSource.js';
import { packageFile } from '../packageFile.js';

/** What is installed. */
export interface Installation {
  /** For a person. */
  readonly title: string;
  /** Arguments of `pip install`. */
  readonly packages: readonly string[];
  /** Exact versions of everything else, one requirement a line; null: `packages` says it all. */
  readonly constraints: string | null;
}

/** What is installed for a marimo, and under which names it is kept. */
export interface Recipe extends Installation {
  /** Equal recipes have equal names. */
  readonly name: string;
  /** Under which name the first package is kept by itself, for environments in layers; null: it cannot be. */
  readonly layer: string | null;
}

/** The dependencies of a kernel without marimo itself, on a Python of that version. */
export function dependenciesRecipe(pythonVersion: string): Installation & { readonly name: string } {
  const pins = pinsBut(readPins());
  return {
    name: `dependencies-py${pythonVersion}-${digest(pins)}`,
    title: 'the dependencies of a marimo kernel',
    packages: pins.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
    constraints: null,
  };
}

function readPins(): string {
  return readFileSync(packageFile('python/requirements.txt'), 'utf8');
}

/** Pins of marimo itself would be against the point of asking for another one. */
function pinsBut(pins: string): string {
  return pins.replace(/^marimo==.*\n/mu, '');
}

/** What to install for a marimo, on a Python of that version. */
export function recipeFor(source: MarimoSource, pythonVersion: string): Recipe {
  const pins = readPins();
  const named = (label: string, ...parts: readonly (string | Buffer)[]): string =>
    `marimo-${label}-py${pythonVersion}-${digest(pins, ...parts)}`;
  const constraints = pinsBut(pins);
  const beside = ['pyzmq', 'msgspec'];
  switch (source.kind) {
    case 'release': {
      const { release } = source;
      return {
        name: named(release),
        title: `marimo ${release}`,
        packages: [`marimo==${release}`, ...beside],
        constraints,
        layer: `release-${release}`,
      };
    }
    case 'checkout': {
      // Its own dependencies may change from one day to the next; its code is read from where it lies.
      const project = readSource(join(source.path, 'pyproject.toml'));
      return {
        name: named('checkout', source.path, project),
        title: `marimo of ${source.path}`,
        packages: ['-e', source.path, ...beside],
        constraints,
        layer: null,
      };
    }
    case 'wheel': {
      const wheel = readSource(source.path);
      // One that is compiled fits one Python only.
      const fits = source.path.endsWith('-none-any.whl') ? '' : `-py${pythonVersion}`;
      return {
        name: named('wheel', wheel),
        title: `marimo of ${source.path}`,
        packages: [source.path, ...beside],
        constraints,
        layer: `release-wheel-${digest(wheel)}${fits}`,
      };
    }
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
