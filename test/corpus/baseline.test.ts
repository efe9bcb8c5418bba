import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  forget,
  knownFindings,
  readBaseline,
  readBaselines,
  writeFinding,
  type KnownFinding,
} from '../../src/corpus/index.js';
import { EVIDENCE, finding } from './findings.js';
import { folder } from './folder.js';
import { refused } from './refused.js';

const here = folder();
let line: KnownFinding;

async function baseline(content: unknown): Promise<void> {
  await mkdir(join(here.path, 'baseline'), { recursive: true });
  await writeFile(join(here.path, 'baseline', 'echo.json'), JSON.stringify(content));
}

function document(...known: readonly unknown[]): object {
  return { format: 'skewfuzz-baseline', version: 1, kernel: 'echo', known };
}

describe('readBaseline', () => {
  beforeEach(async () => {
    const { path } = await writeFinding(join(here.path, 'findings', 'echo'), finding());
    line = {
      signature: EVIDENCE.signature,
      since: '0.24.0',
      reason: 'a limit of JSON',
      finding: `findings/echo/${basename(path)}`,
    };
  });

  it('lists what is known', async () => {
    await baseline(document(line));
    expect(await readBaseline(here.path, 'echo')).toEqual({ kernel: 'echo', known: [line] });
  });

  it('forgets lines for good, and keeps the others', async () => {
    const other = { ...line, signature: 'another' };
    const { path } = await writeFinding(join(here.path, 'findings', 'echo'), {
      ...finding(),
      evidence: { ...EVIDENCE, signature: 'another' },
    });
    other.finding = `findings/echo/${basename(path)}`;
    await baseline(document(line, other));
    await forget(here.path, 'echo', new Set([line.signature]));
    expect(await readBaseline(here.path, 'echo')).toEqual({ kernel: 'echo', known: [other] });
  });

  it('is empty for a kernel that has none', async () => {
    await baseline(document(line));
    for (const kernel of ['typed-echo', '../baseline/echo', 'node "my kernel.js"']) {
      expect(await readBaseline(here.path, kernel)).toEqual({ kernel, known: [] });
    }
  });

  it.each<[string, () => unknown, string]>([
    ['an unknown key', () => document({ ...line, extra: 1 }), 'Unrecognized key'],
    ['no reason', () => document({ ...line, reason: '' }), 'known[0].reason'],
    ['a signature twice', () => document(line, line), 'one signature twice'],
    ['another kernel', () => ({ ...document(), kernel: 'marimo' }), 'of the kernel marimo'],
    ['a way out', () => document({ ...line, finding: 'findings/../../x.json' }), 'below findings/'],
    ['a path from the root', () => document({ ...line, finding: '/x.json' }), 'below findings/'],
  ])('refuses %s', async (_name, content, says) => {
    await baseline(content());
    const error = await refused(readBaseline(here.path, 'echo'));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain(says);
  });

  it('refuses a version it does not know', async () => {
    await baseline({ format: 'skewfuzz-baseline', version: 2 });
    await expect(readBaseline(here.path, 'echo')).rejects.toMatchObject({ kind: 'unknown-version' });
  });

  it('refuses a line whose finding is not there', async () => {
    await baseline(document(line));
    await rename(join(here.path, line.finding), join(here.path, 'elsewhere.json'));
    await expect(readBaseline(here.path, 'echo')).rejects.toThrow(
      `(stale): expected ${line.finding} to show ${EVIDENCE.signature}, but there is no such file. Take the line out`,
    );
  });

  it('refuses a line whose finding is another one', async () => {
    await baseline(document({ ...line, signature: 'fifo|reordered' }));
    await expect(readBaseline(here.path, 'echo')).rejects.toMatchObject({ kind: 'stale' });
  });
});

describe('knownFindings', () => {
  it('gives the lines of the signatures that occurred', () => {
    const other = { ...line, signature: 'other' };
    const known = knownFindings({ kernel: 'echo', known: [line, other] }, ['other', 'new']);
    expect([...known]).toEqual([['other', other]]);
  });
});

async function write(kernel: string): Promise<void> {
  await mkdir(join(here.path, 'baseline'), { recursive: true });
  const file = join(here.path, 'baseline', `${kernel.replace('@', '-')}.json`);
  await writeFile(file, JSON.stringify({ ...document(), kernel }));
}

async function kernels(kernel: string): Promise<readonly string[]> {
  return (await readBaselines(here.path, kernel)).map((one) => one.kernel);
}

describe('readBaselines', () => {
  it('are those of a version, then of the name, then of other versions', async () => {
    for (const kernel of ['shop', 'shop@2.0', 'shop@1.0', 'shops', 'echo']) await write(kernel);
    expect(await kernels('shop@2.0')).toEqual(['shop@2.0', 'shop', 'shop@1.0']);
    // One that has none of its own yet.
    expect(await kernels('shop@3.0')).toEqual(['shop@3.0', 'shop', 'shop@1.0', 'shop@2.0']);
    // What is known of a version is no excuse for the newest.
    expect(await kernels('shop')).toEqual(['shop']);
  });

  it('is the own one alone where there is no folder of them', async () => {
    expect(await readBaselines(join(here.path, 'nowhere'), 'shop@1.0')).toEqual([
      { kernel: 'shop@1.0', known: [] },
      { kernel: 'shop', known: [] },
    ]);
  });
});
