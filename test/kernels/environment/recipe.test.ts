import { readFileSync } from 'node:fs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { dependenciesRecipe, recipeFor } from '../../../src/kernels/environment/recipe.js';
import { KernelError, NEWEST_MARIMO } from '../../../src/kernels/index.js';
import { packageFile } from '../../../src/kernels/packageFile.js';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'skewfuzz-recipe-'));
}

describe('recipeFor', () => {
  it('pins every version of the newest release, and that release itself', () => {
    const pins = readFileSync(packageFile('python/requirements.txt'), 'utf8');
    expect(pins).toContain(`\nmarimo==${NEWEST_MARIMO}\n`);
    for (const line of pins.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
      expect(line).toMatch(/^[\w-]+==[\d.]+(?: ; python_version (?:<|>=) "3\.11")?$/u);
    }
    const recipe = recipeFor({ kind: 'release', release: NEWEST_MARIMO }, '3.11.7');
    expect(recipe.packages).toEqual([`marimo==${NEWEST_MARIMO}`, 'pyzmq', 'msgspec']);
    expect(recipe.name).toMatch(new RegExp(`^marimo-${NEWEST_MARIMO}-py3\\.11\\.7-[0-9a-f]{12}$`, 'u'));
  });

  it('takes the pins for constraints for any other release, without that of marimo', () => {
    const { packages, constraints } = recipeFor({ kind: 'release', release: '0.24.0' }, '3.11.7');
    expect(packages).toEqual(['marimo==0.24.0', 'pyzmq', 'msgspec']);
    expect(constraints).toContain('msgspec==');
    expect(constraints).not.toMatch(/^marimo==/mu);
  });

  it('gives a name to each release, Python and content', () => {
    const one = recipeFor({ kind: 'release', release: '0.24.0' }, '3.11.7').name;
    expect(recipeFor({ kind: 'release', release: '0.24.0' }, '3.11.7').name).toBe(one);
    expect(recipeFor({ kind: 'release', release: '0.24.0' }, '3.12.1').name).not.toBe(one);
    expect(recipeFor({ kind: 'release', release: '0.23.9' }, '3.11.7').name).not.toBe(one);
  });

  it('names a wheel by its content', () => {
    const path = join(folder(), 'marimo-1-py3-none-any.whl');
    writeFileSync(path, 'one');
    const { name, packages } = recipeFor({ kind: 'wheel', path }, '3.11.7');
    expect(packages[0]).toBe(path);
    writeFileSync(path, 'two');
    expect(recipeFor({ kind: 'wheel', path }, '3.11.7').name).not.toBe(name);
  });

  it('installs a checkout as it lies, anew when its dependencies change', () => {
    const path = folder();
    writeFileSync(join(path, 'pyproject.toml'), 'one');
    const { name, packages } = recipeFor({ kind: 'checkout', path }, '3.11.7');
    expect(packages.slice(0, 2)).toEqual(['-e', path]);
    writeFileSync(join(path, 'pyproject.toml'), 'two');
    expect(recipeFor({ kind: 'checkout', path }, '3.11.7').name).not.toBe(name);
  });

  it('keeps a release by itself under one name for every Python, but a compiled wheel for one only', () => {
    for (const version of ['3.11.7', '3.12.1']) {
      expect(recipeFor({ kind: 'release', release: '0.24.0' }, version).layer).toBe('release-0.24.0');
    }
    const [pure, compiled] = ['marimo-1-py3-none-any.whl', 'marimo-1-cp311-cp311-linux_x86_64.whl'].map(
      (name) => {
        const path = join(folder(), name);
        writeFileSync(path, name);
        return (version: string) => recipeFor({ kind: 'wheel', path }, version).layer;
      },
    );
    expect(pure?.('3.11.7')).toBe(pure?.('3.12.1'));
    expect(compiled?.('3.11.7')).not.toBe(compiled?.('3.12.1'));
    const path = folder();
    writeFileSync(join(path, 'pyproject.toml'), '');
    expect(recipeFor({ kind: 'checkout', path }, '3.11.7').layer).toBeNull();
  });

  it('knows the dependencies without marimo, by the Python and their pins', () => {
    const { name, packages } = dependenciesRecipe('3.12.1');
    expect(name).toMatch(/^dependencies-py3\.12\.1-[0-9a-f]{12}$/u);
    expect(packages.some((one) => one.startsWith('msgspec=='))).toBe(true);
    expect(packages.filter((one) => /^marimo|^#|^$/u.test(one))).toEqual([]);
  });

  it('tells when a folder is no checkout', () => {
    expect(() => recipeFor({ kind: 'checkout', path: folder() }, '3.11.7')).toThrow(KernelError);
  });
});
