import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { listCases } from '../../src/corpus/index.js';
import { folder } from './folder.js';

const here = folder();
const at = (...names: string[]): string => join(here.path, ...names);

describe('listCases', () => {
  beforeEach(async () => {
    await mkdir(at('findings', 'marimo'), { recursive: true });
    await mkdir(at('seeds'));
    for (const name of ['findings/b.json', 'findings/a.json', 'findings/marimo/c.json', 'seeds/s.json']) {
      await writeFile(at(name), '{}');
    }
    await writeFile(at('findings', 'notes.md'), '');
    await writeFile(at('findings', '.1.tmp'), '');
  });

  it('is all findings and seeds when nothing is named, sorted', async () => {
    expect(await listCases([], here.path)).toEqual([
      at('findings', 'a.json'),
      at('findings', 'b.json'),
      at('findings', 'marimo', 'c.json'),
      at('seeds', 's.json'),
    ]);
  });

  it('is what is named, each once', async () => {
    const paths = [at('seeds', 's.json'), at('findings', 'marimo'), at('findings', 'marimo', 'c.json')];
    expect(await listCases(paths, here.path)).toEqual([
      at('findings', 'marimo', 'c.json'),
      at('seeds', 's.json'),
    ]);
  });

  it('is nothing where nothing was found yet', async () => {
    expect(await listCases([], at('elsewhere'))).toEqual([]);
  });

  it('does not go round in circles', async () => {
    await symlink(at('findings'), at('findings', 'marimo', 'up'));
    await symlink(at('seeds'), at('findings', 'more'));
    expect(await listCases([at('findings')], here.path)).toEqual([
      at('findings', 'a.json'),
      at('findings', 'b.json'),
      at('findings', 'marimo', 'c.json'),
      at('findings', 'more', 's.json'),
    ]);
  });

  it('says so when there is nothing at a path', async () => {
    await expect(listCases([at('missing')], here.path)).rejects.toMatchObject({ kind: 'unreadable' });
    await symlink('loop.json', at('findings', 'loop.json'));
    await expect(listCases([], here.path)).rejects.toThrow(/ELOOP/);
  });
});
