import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findExecutable } from '../findExecutable.js';
import { KernelError } from '../kernelError.js';
import type { Python } from './findPython.js';
import type { Installation } from './recipe.js';
import { runTool } from './runTool.js';

const CREATE_MS = 180_000;
const INSTALL_MS = 900_000;

/** A tool that makes virtual environments and installs into them. */
interface Installer {
  readonly name: string;
  create(python: Python, folder: string): readonly [command: string, args: readonly string[]];
  /** Without a tool to install packages in it. */
  createBare(python: Python, folder: string): readonly [command: string, args: readonly string[]];
  install(python: string, args: readonly string[]): readonly [command: string, args: readonly string[]];
}

const UV: Installer = {
  name: 'uv',
  create: (python, folder) => ['uv', ['venv', '--python', python.file, folder]],
  createBare: (python, folder) => ['uv', ['venv', '--python', python.file, folder]],
  install: (python, args) => ['uv', ['pip', 'install', '--python', python, ...args]],
};

const PIP: Installer = {
  name: 'pip',
  create: (python, folder) => [python.file, ['-m', 'venv', folder]],
  createBare: (python, folder) => [python.file, ['-m', 'venv', '--without-pip', folder]],
  install: (python, args) => [
    python,
    ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', ...args],
  ],
};

/** The interpreter of an environment. */
export function interpreterIn(folder: string): string {
  return join(folder, 'bin', 'python');
}

function installerHere(): Installer {
  return findExecutable('uv', process.env['PATH'], process.cwd()) === null ? PIP : UV;
}

/**
 * Makes an empty environment in a folder that does not exist yet.
 *
 * @throws KernelError `no-python`
 */
export async function createBare(python: Python, folder: string): Promise<void> {
  const created = await runTool(...installerHere().createBare(python, folder), CREATE_MS);
  if (created.code !== 0) throw cannotCreate(python, created.tail);
}

/**
 * Installs packages as the arguments of `pip install` say.
 *
 * @param python the interpreter of an environment that {@link makeEnvironment} made
 * @throws KernelError `install-failed`, `unsupported`
 */
export async function installInto(python: string, title: string, args: readonly string[]): Promise<void> {
  const installer = installerHere();
  const installed = await runTool(...installer.install(python, args), INSTALL_MS);
  if (installed.code !== 0) throw cannotInstall({ title }, installer.name, installed.tail);
}

/**
 * Makes an environment in a folder that does not exist yet: with `uv` where it is on the PATH, else with `venv` and
 * `pip`. The pinned versions are tried first; a release that does not get along with them is resolved anew.
 *
 * @throws KernelError `no-python`, `install-failed`, `unsupported`
 */
export async function makeEnvironment(
  recipe: Installation,
  python: Python,
  folder: string,
  progress: (line: string) => void,
): Promise<void> {
  const installer = installerHere();
  progress(`making an environment for ${recipe.title} with Python ${python.version} and ${installer.name}`);
  const created = await runTool(...installer.create(python, folder), CREATE_MS);
  if (created.code !== 0) {
    throw cannotCreate(python, created.tail);
  }
  progress(`installing ${recipe.title}; this is done once and takes about a minute`);
  const { packages, constraints } = recipe;
  if (constraints !== null) {
    const file = join(folder, 'constraints.txt');
    writeFileSync(file, constraints);
    const pinned = await runTool(
      ...installer.install(interpreterIn(folder), ['-c', file, ...packages]),
      INSTALL_MS,
    );
    if (pinned.code === 0) {
      return;
    }
    if (!/conflict|No solution found/u.test(pinned.tail)) {
      throw cannotInstall(recipe, installer.name, pinned.tail);
    }
    progress('the pinned versions do not fit this marimo: resolving anew');
  }
  await installInto(interpreterIn(folder), recipe.title, packages);
}

function cannotCreate(python: Python, tail: string): KernelError {
  const remedy = /No space left|ENOSPC/u.test(tail)
    ? 'The disk is full: free some space, or set SKEWFUZZ_CACHE to a folder on another disk.'
    : 'On Debian and Ubuntu the module is a package of its own: install python3-venv. Or put uv on the PATH.';
  return new KernelError(
    'no-python',
    `Made a virtual environment with ${python.file}: expected its module venv to make one, got:\n${tail}\n${remedy}`,
  );
}

function cannotInstall({ title }: Pick<Installation, 'title'>, tool: string, tail: string): KernelError {
  if (/requires a different python|requires-python|requires python|depends on python/iu.test(tail)) {
    return new KernelError(
      'unsupported',
      `Installed ${title} with ${tool}: expected it to support this Python, got:\n${tail}\n` +
        'Choose another Python or another release.',
    );
  }
  return new KernelError(
    'install-failed',
    `Installed ${title} with ${tool}: expected it to succeed, got:\n${tail}\n${remedyFor(tail)}`,
  );
}

function remedyFor(tail: string): string {
  if (/No space left|ENOSPC/u.test(tail)) {
    return 'The disk is full: free some space, or set SKEWFUZZ_CACHE to a folder on another disk.';
  }
  if (
    /connection|resolution|time(?:d )?out|unreachable|proxy|dns error|error sending request|versions: none/iu.test(
      tail,
    )
  ) {
    return 'The package index cannot be reached: check the network and its proxy, then try again.';
  }
  return 'Check that this release exists and that it runs on this Python.';
}
