import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { randomBytes } from 'node:crypto';

import { KernelError } from '../kernelError.js';
import type { MarimoSource } from '../marimo/marimoSource.js';
import { processLives } from '../processLives.js';
import { cacheFolder } from './cacheFolder.js';
import { findPython } from './findPython.js';
import { interpreterIn, makeEnvironment } from './installer.js';
import { recipeFor } from './recipe.js';
import { runTool } from './runTool.js';

const CHECK_MS = 60_000;
/** What must be there; importing the two that are compiled proves that they fit this Python. */
const CHECK = `import json, platform, msgspec, zmq
from importlib.metadata import version
names = ("marimo", "msgspec", "pyzmq")
print(json.dumps({"python": platform.python_version(), **{name: version(name) for name in names}}))`;

/** A Python that has marimo and what its kernel needs. */
export interface Environment {
  /** The path of the interpreter. */
  readonly python: string;
  /** The version of marimo that is installed. */
  readonly marimo: string;
  /** Of Python, marimo, msgspec and pyzmq. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * A virtual environment with marimo, made when it is not there yet.
 *
 * Each run makes its environment in a folder of its own, and publishes it when it is whole, by a link with the name
 * that all runs look for. So no run ever sees half of one, two runs that race need no lock, and nothing is ever moved.
 *
 * @throws KernelError `no-python`, `install-failed`, `bad-command`
 */
export async function prepareEnvironment(
  source: MarimoSource,
  progress: (line: string) => void,
): Promise<Environment> {
  const python = await findPython();
  const recipe = recipeFor(source, python.version);
  const cache = join(cacheFolder(), 'environments');
  const link = join(cache, recipe.name);
  const known = await published(link);
  if (known !== null) {
    return known;
  }
  writing(cache, () => {
    mkdirSync(cache, { recursive: true });
    // Whatever it led to is broken or gone.
    rmSync(link, { force: true });
  });
  removeAbandoned(cache);
  const folder = `${link}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await makeEnvironment(recipe, python, folder, progress);
    const made = await check(folder);
    if (made === null) {
      throw new KernelError(
        'install-failed',
        `Checked the new environment ${folder}: expected it to import marimo, msgspec and zmq, it does not. ` +
          `Remove ${cache} and try again.`,
      );
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return publish(folder, link, progress);
}

/** The environment behind a link, if it is there and works: the Python it was made from may have been removed. */
async function published(link: string): Promise<Environment | null> {
  try {
    return await check(realpathSync(link));
  } catch {
    return null;
  }
}

async function check(folder: string): Promise<Environment | null> {
  const python = interpreterIn(folder);
  const { code, stdout } = await runTool(python, ['-c', CHECK], CHECK_MS);
  if (code !== 0) {
    return null;
  }
  const versions: Readonly<Record<string, string>> = JSON.parse(stdout.split('\n').at(-1) ?? '');
  return { python, marimo: versions['marimo'] ?? '', versions };
}

async function publish(folder: string, link: string, progress: (line: string) => void): Promise<Environment> {
  try {
    symlinkSync(basename(folder), link);
  } catch {
    // Another run was faster; one of the two is enough.
    rmSync(folder, { recursive: true, force: true });
  }
  const environment = await published(link);
  if (environment === null) {
    throw new KernelError(
      'install-failed',
      `Published the environment ${link}: expected it to work, it does not. Remove it and try again.`,
    );
  }
  progress(`marimo ${environment.marimo} is ready`);
  return environment;
}

/** Removes what a run left behind that was ended in the middle: its process id stands in the name. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const [, pid] = /\.(\d+)\.[0-9a-f]{8}$/u.exec(name) ?? [];
    if (pid !== undefined && !processLives(Number(pid)) && !isPublished(cache, name)) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

function isPublished(cache: string, name: string): boolean {
  const link = join(cache, name.replace(/\.\d+\.[0-9a-f]{8}$/u, ''));
  try {
    return realpathSync(link) === realpathSync(join(cache, name));
  } catch {
    return false;
  }
}

function writing(folder: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new KernelError(
      'install-failed',
      `Wrote to the cache folder ${folder}: expected to be allowed to, got: ${cause instanceof Error ? cause.message : ''}. ` +
        'Set SKEWFUZZ_CACHE to a folder that can be written.',
      cause,
    );
  }
}
