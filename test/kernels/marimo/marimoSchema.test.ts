import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { marimoReleaseSchema, marimoSchema } from '../../../src/kernels/marimo/marimoSchema.js';
import { newestMarimoSchema, shippedMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import { marimoPython } from './marimoForTests.js';
import { describeWithPython } from '../withPython.js';

describeWithPython('marimoSchema', () => {
  let folder = '';
  let python = '';
  let told: string[] = [];
  const tell = (line: string): void => {
    told.push(line);
  };

  /** A folder like an environment's, whose Python runs this line of shell. */
  function environment(line: string): void {
    mkdirSync(join(folder, 'bin'));
    python = join(folder, 'bin', 'python');
    writeFileSync(python, `#!/bin/sh\n${line}\n`);
    chmodSync(python, 0o755);
  }
  const kept = (): string[] => readdirSync(folder).filter((name) => name !== 'bin');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
    told = [];
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('takes the shipped types of a release without installing it', async () => {
    expect(await marimoReleaseSchema('0.20.4', tell)).toBe(shippedMarimoSchema('0.20.4'));
    expect(told).toEqual([]);
  });

  it('exports those of a release that is not shipped from the package itself', async () => {
    vi.stubEnv('SKEWFUZZ_CACHE', folder);
    vi.stubEnv('SKEWFUZZ_PYTHON', '/nowhere/python');
    await expect(marimoReleaseSchema('0.23.8', tell)).rejects.toMatchObject({ kind: 'no-python' });
  });

  it('takes the shipped types of the newest release without asking its Python', async () => {
    expect(await marimoSchema({ kind: 'release', release: '0.25.2' }, '/nowhere/bin/python', tell)).toBe(
      newestMarimoSchema(),
    );
  });

  it('exports the types of any other once, and keeps them whole in its environment', async () => {
    environment(`echo . >> ${folder}/bin/runs; exec ${await marimoPython()} "$@"`);
    for (let run = 0; run < 2; run += 1) {
      const { fingerprint } = await marimoSchema({ kind: 'wheel', path: 'marimo.whl' }, python, tell);
      expect(fingerprint).toBe(newestMarimoSchema().fingerprint);
    }
    expect(readFileSync(join(folder, 'bin', 'runs'), 'utf8')).toBe('.\n');
    expect(kept()).toEqual([expect.stringMatching(/^skewfuzz-schema-[0-9a-f]{16}\.json$/u)]);
    expect(told).toHaveLength(1);
  });

  it('exports the types of a checkout each time', async () => {
    environment(`exec ${await marimoPython()} "$@"`);
    await marimoSchema({ kind: 'checkout', path: folder }, python, tell);
    expect(kept()).toEqual([]);
  });

  it('says what the exporter said when it fails, and keeps nothing', async () => {
    environment('echo "there is no marimo" >&2; exit 1');
    const exporting = marimoSchema({ kind: 'wheel', path: 'marimo.whl' }, python, tell);
    await expect(exporting).rejects.toMatchObject({ name: 'KernelError', kind: 'bad-schema' });
    await expect(exporting).rejects.toThrow(/there is no marimo/u);
    expect(kept()).toEqual([]);
  });

  it('refuses what is no snapshot, and keeps nothing', async () => {
    environment('echo "{}"');
    await expect(marimoSchema({ kind: 'wheel', path: 'marimo.whl' }, python, tell)).rejects.toMatchObject({
      kind: 'bad-schema',
    });
    expect(kept()).toEqual([]);
  });
});
