import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, afterEach, expect, it, vi } from 'vitest';

import { findPython, KernelError } from '../../../src/kernels/index.js';
import { isOfVersion, pythonPlaces } from '../../../src/kernels/environment/pythonPlaces.js';
import { describeWithPython } from '../withPython.js';

const root = mkdtempSync(join(tmpdir(), 'skewfuzz-python-'));

/** A program that answers as an interpreter of that version does. */
function interpreter(path: string, version: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho ${version}\necho ${file}\n`);
  chmodSync(file, 0o755);
  return file;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describeWithPython('findPython', () => {
  it('finds a real interpreter by its version, and by its path', async () => {
    const any = await findPython();
    const minor = any.version.split('.').slice(0, 2).join('.');
    const found = await findPython(minor);
    expect(isOfVersion(found.version, minor)).toBe(true);
    expect(await findPython(any.file)).toEqual(any);
  });

  it('looks on the PATH first, then where pyenv keeps them, the newest first', async () => {
    vi.stubEnv('PYENV_ROOT', join(root, 'pyenv'));
    vi.stubEnv('PATH', `${join(root, 'bin')}:/bin`);
    interpreter('pyenv/versions/3.77.9/bin/python3.77', '3.77.9');
    const newest = interpreter('pyenv/versions/3.77.10/bin/python3.77', '3.77.10');
    expect(await findPython('3.77')).toEqual({ file: newest, version: '3.77.10' });
    expect((await findPython('3.77.9')).version).toBe('3.77.9');
    const onPath = interpreter('bin/python3.77', '3.77.3');
    expect(await findPython('3.77')).toEqual({ file: onPath, version: '3.77.3' });
    expect((await findPython('3.77.10')).version).toBe('3.77.10');
  });

  it('does not take one that is called for a version and is of another', async () => {
    vi.stubEnv('PATH', `${join(root, 'liar')}:/bin`);
    interpreter('liar/python3.78', '3.7.8');
    const error: unknown = await findPython('3.78').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KernelError);
    expect(error).toMatchObject({ kind: 'no-python' });
    expect(String(error)).toContain('pyenv install 3.78');
  });

  it('refuses a version that is too old', async () => {
    await expect(findPython('3.9')).rejects.toThrow('expected 3.10 or newer');
  });
});

describeWithPython('pythonPlaces', () => {
  it('takes 3.1 and 3.12 apart', () => {
    vi.stubEnv('PYENV_ROOT', join(root, 'apart'));
    interpreter('apart/versions/3.12.1/bin/python3.1', '3.12.1');
    expect(pythonPlaces('3.1').filter((place) => place.startsWith(root))).toEqual([]);
    expect(['3.1', '3.12', '3.12.1'].map((wanted) => isOfVersion('3.12.1', wanted))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves out what is not called for a version of CPython', () => {
    vi.stubEnv('PYENV_ROOT', join(root, 'odd'));
    for (const name of ['3.12.1', 'my-3.12.1', 'pypy3.10-7.3.12', '3.12-dev']) {
      interpreter(`odd/versions/${name}/bin/python3.12`, '3.12.1');
    }
    expect(pythonPlaces('3.12').filter((place) => place.startsWith(root))).toEqual([
      join(root, 'odd/versions/3.12.1/bin/python3.12'),
    ]);
  });
});
