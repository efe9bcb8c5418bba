import { rmSync } from 'node:fs';

import { KernelError } from '../kernelError.js';
import type { MarimoSource } from '../marimo/marimoSource.js';
import { findPython, type Python } from './findPython.js';
import { interpreterIn, makeEnvironment } from './installer.js';
import { keep } from './keep.js';
import { stackOver, stackRelease } from './layers.js';
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

export interface EnvironmentOptions {
  /** As {@link findPython} takes it. Default: any. */
  readonly python?: string | null;
  /** Packages in other versions than the pinned ones, each `NAME==VERSION`: `msgspec==0.20.0`. Default: none. */
  readonly with?: readonly string[];
}

/**
 * A virtual environment with marimo, made when it is not there yet, and found again by the next run. Where a release gets
 * along with the pinned dependencies, they are installed once for each Python, and another release costs its own files.
 *
 * @throws KernelError `no-python`, `install-failed`, `unsupported`, `bad-command`
 */
export async function prepareEnvironment(
  source: MarimoSource,
  progress: (line: string) => void,
  options: EnvironmentOptions = {},
): Promise<Environment> {
  const { python: wanted = null, with: packages = [] } = options;
  const python = await findPython(wanted);
  const environment = await plain(source, python, progress);
  return packages.length === 0 ? environment : over(environment, source, python, { packages, progress });
}

async function plain(
  source: MarimoSource,
  python: Python,
  progress: (line: string) => void,
): Promise<Environment> {
  const recipe = recipeFor(source, python.version);
  return keep({
    name: recipe.name,
    title: `an environment for ${recipe.title}`,
    check,
    make: async (folder) => {
      if (!(await stackRelease(recipe, python, folder, progress))) {
        rmSync(folder, { recursive: true, force: true });
        await makeEnvironment(recipe, python, folder, progress);
      }
      progress(`${recipe.title} on Python ${python.version} is ready`);
    },
  });
}

interface Over {
  readonly packages: readonly string[];
  readonly progress: (line: string) => void;
}

async function over(
  below: Environment,
  source: MarimoSource,
  python: Python,
  { packages, progress }: Over,
): Promise<Environment> {
  const strange = packages.find((one) => !/^[A-Za-z][\w-]*==\d[\w.]*$/u.test(one));
  if (strange !== undefined) {
    throw new KernelError(
      'bad-command',
      `Was asked for the package ${JSON.stringify(strange)}: expected NAME==VERSION, like msgspec==0.20.0.`,
    );
  }
  const { name, title } = recipeFor(source, python.version);
  const suffix = packages.map((one) => one.replace('==', '-')).join('-');
  return keep({
    name: `${name}-with-${suffix}`,
    title: `an environment for ${title} with ${packages.join(' and ')}`,
    check,
    make: (folder) => stackOver(packages, python, below.python, folder, progress),
  });
}

async function check(folder: string): Promise<Environment | null> {
  const python = interpreterIn(folder);
  const { code, stdout } = await runTool(python, ['-c', CHECK], CHECK_MS);
  if (code !== 0) return null;
  const versions: Readonly<Record<string, string>> = JSON.parse(stdout.split('\n').at(-1) ?? '');
  return { python, marimo: versions['marimo'] ?? '', versions };
}
