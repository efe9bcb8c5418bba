import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { KernelError } from '../../../src/kernels/index.js';
import { marimoSource, refuseOldRelease } from '../../../src/kernels/marimo/marimoSource.js';
import { NEWEST_MARIMO } from '../../../src/kernels/marimoRelease.js';

describe('marimoSource', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-'));
    writeFileSync(join(folder, 'marimo-1.0-py3-none-any.whl'), '');
    writeFileSync(join(folder, 'notes.txt'), '');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes the newest release where none is named', () => {
    expect(marimoSource('marimo')).toEqual({ kind: 'release', release: NEWEST_MARIMO });
  });

  it.each(['0.24.0', '0.23.3', '0.23.2', '0.19.0', '0.26.0rc1', '1.0', '0.25.2.post1'])(
    'takes the release %s',
    (release) => {
      expect(marimoSource(`marimo@${release}`)).toEqual({ kind: 'release', release });
    },
  );

  it('takes a checkout and a wheel by their paths', () => {
    const wheel = join(folder, 'marimo-1.0-py3-none-any.whl');
    expect(marimoSource(`marimo@${folder}`)).toEqual({ kind: 'checkout', path: folder });
    expect(marimoSource(`marimo@${wheel}`)).toEqual({ kind: 'wheel', path: wheel });
    expect(marimoSource('marimo@.')).toEqual({ kind: 'checkout', path: process.cwd() });
  });

  it.each(['0.18.4', '0.15.4', '0.9', '0'])('refuses the release %s, which is too old', (release) => {
    expect(() => marimoSource(`marimo@${release}`)).toThrow(KernelError);
    expect(() => marimoSource(`marimo@${release}`)).toThrow(/expected 0\.19\.0 or newer/u);
  });

  it.each(['', 'marimo@', 'marimos', 'jupyter@1.0', 'marimo@newest', 'marimo@/nowhere'])(
    'refuses %j',
    (spec) => {
      expect(() => marimoSource(spec)).toThrow(
        /expected marimo, marimo@RELEASE .* or marimo@FILE\.whl, got/u,
      );
    },
  );

  it('refuses a file that is no wheel', () => {
    expect(() => marimoSource(`marimo@${join(folder, 'notes.txt')}`)).toThrow(/got a file that is no wheel/u);
  });
});

describe('refuseOldRelease', () => {
  it.each(['', '0.25.3.dev4+g1a2b3c', 'main'])('lets %j through, which is no plain release', (release) => {
    expect(() => {
      refuseOldRelease(release);
    }).not.toThrow();
  });
});
