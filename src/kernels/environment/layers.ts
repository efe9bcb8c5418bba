import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { KernelError } from '../kernelError.js';
import type { Python } from './findPython.js';
import { createBare, installInto, interpreterIn, makeEnvironment } from './installer.js';
import { keep, keptAt } from './keep.js';
import { needsOf, type Need, type Needs } from './needs.js';
import { dependenciesRecipe, type Recipe } from './recipe.js';
import { runTool } from './runTool.js';

const CHECK_MS = 60_000;

/**
 * Makes an environment in layers: the release alone, above one environment with the dependencies, which all releases on
 * this Python share. Where it asks for other versions of a few of them, these are a layer between. Nothing is copied: a
 * file in the new environment names the folders.
 *
 * @returns false when the shared dependencies cannot be had, or do not serve this release
 * @throws KernelError `no-python`, `install-failed`, `unsupported` for a release that does not run on this Python
 */
export async function stackRelease(
  recipe: Recipe,
  python: Python,
  folder: string,
  progress: (line: string) => void,
): Promise<boolean> {
  const shared = recipe.layer === null ? null : await sharedDependencies(python, progress);
  if (recipe.layer === null || shared === null) return false;
  const installer = interpreterIn(shared);
  const [release = ''] = recipe.packages;
  const layers = [
    await layer({ name: recipe.layer, title: recipe.title, requirements: [release] }, installer, progress),
    sitePackages(shared, python),
  ];
  await createBare(python, folder);
  const needs = await stacked(folder, python, layers);
  if (needs === null) return false;
  if (needs.python !== null) throw unsupported(recipe, python, needs.python);
  if (needs.unmet.length === 0) return true;
  progress(`${recipe.title} asks for ${needs.unmet.map(askedFor).join(', ')}`);
  const between = await layer(otherVersions(needs.unmet, python), installer, progress);
  const met = await stacked(folder, python, [...layers.slice(0, 1), between, ...layers.slice(1)]);
  return met !== null && met.unmet.length === 0;
}

/**
 * Makes an environment that has some packages in other versions than the one below it.
 *
 * @param packages each `NAME==VERSION`
 * @param below the interpreter of the environment below
 */
export async function stackOver(
  packages: readonly string[],
  python: Python,
  below: string,
  folder: string,
  progress: (line: string) => void,
): Promise<void> {
  const shared = await sharedDependencies(python, progress);
  const installer = shared === null ? below : interpreterIn(shared);
  const layers: string[] = [];
  for (const one of packages) {
    const name = `with-${one.replace('==', '-')}-py${python.version}`;
    layers.push(await layer({ name, title: one, requirements: [one] }, installer, progress));
  }
  await createBare(python, folder);
  const site = sitePackages(join(below, '..', '..'), python);
  // Also what the files of the environment below name: this is not done for a folder that is only listed.
  stack(folder, python, [...layers, `import site; site.addsitedir(${JSON.stringify(site)})`]);
}

async function stacked(folder: string, python: Python, layers: readonly string[]): Promise<Needs | null> {
  stack(folder, python, layers);
  return needsOf(interpreterIn(folder));
}

function unsupported({ title }: Recipe, { version }: Python, wanted: string): KernelError {
  return new KernelError(
    'unsupported',
    `Put ${title} on Python ${version}: expected it to support that, it asks for ${wanted}. ` +
      'Choose another Python or another release.',
  );
}

/** The folder of the environment that holds the dependencies; null when they do not go on this Python as they are pinned. */
async function sharedDependencies(python: Python, progress: (line: string) => void): Promise<string | null> {
  const recipe = dependenciesRecipe(python.version);
  const check = ['-c', 'import msgspec, zmq, packaging'];
  try {
    await keep({
      name: recipe.name,
      title: recipe.title,
      check: async (at) => ((await runTool(interpreterIn(at), check, CHECK_MS)).code === 0 ? true : null),
      make: (at) => makeEnvironment(recipe, python, at, progress),
    });
    return keptAt(recipe.name);
  } catch (error) {
    const isResolvable =
      error instanceof KernelError &&
      ['install-failed', 'unsupported'].includes(error.kind) &&
      !/cannot be reached|disk is full|cache folder/u.test(error.message);
    if (!isResolvable) throw error;
    progress(`the pinned dependencies do not go on Python ${python.version}: each release gets its own`);
    return null;
  }
}

/** Packages that are installed by themselves, without what they depend on. */
interface Layer {
  readonly name: string;
  readonly title: string;
  readonly requirements: readonly string[];
}

function otherVersions(unmet: readonly Need[], { version }: Python): Layer {
  const requirements = unmet.map(({ need }) => need).toSorted();
  const digest = createHash('sha256').update(requirements.join('\n')).digest('hex').slice(0, 12);
  return { name: `with-${digest}-py${version}`, title: requirements.join(', '), requirements };
}

function askedFor({ need, have }: Need): string {
  return have === null ? need : `${need}, and not for ${have}`;
}

/** The folder of a layer. */
async function layer(
  { name, title, requirements }: Layer,
  installer: string,
  progress: (line: string) => void,
): Promise<string> {
  await keep({
    name,
    title,
    check: (at) =>
      Promise.resolve(readdirSync(at).some((entry) => entry.endsWith('.dist-info')) ? true : null),
    make: async (at) => {
      progress(`installing ${title}`);
      await installInto(installer, title, ['--no-deps', '--target', at, ...requirements]);
    },
  });
  return keptAt(name);
}

/** Lets the interpreter of an environment find what these folders hold, the first before the others. */
function stack(folder: string, python: Python, lines: readonly string[]): void {
  writeFileSync(join(sitePackages(folder, python), 'skewfuzz.pth'), `${lines.join('\n')}\n`);
}

function sitePackages(folder: string, { version }: Python): string {
  return join(folder, 'lib', `python${version.split('.').slice(0, 2).join('.')}`, 'site-packages');
}
