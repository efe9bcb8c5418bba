import { spawnSync } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../src/corpus/index.js';
import { folder } from './folder.js';

const here = folder();
const ID = '0b9a7f6e-8a2c-4c53-9d7e-0d2f6a1b3c4d';

describe('sweep', () => {
  it('takes away what a killed process left, and nothing else', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const inner = join(here.path, 'findings', 'echo');
    await mkdir(inner, { recursive: true });
    const stale = [`.${dead}-${ID}.tmp`, `.${process.pid}-${ID}.tmp`, `.${ID}.tmp`];
    const others = [`.${process.ppid}-${ID}.tmp`, 'case.json', '.hidden', `.1-2.tmp`];
    for (const name of [...stale, ...others]) await writeFile(join(inner, name), 'half');
    await utimes(join(inner, `.${ID}.tmp`), 1, 1);
    expect(await sweep(here.path)).toBe(3);
    expect((await readdir(inner)).toSorted()).toEqual(others.toSorted());
    await utimes(join(inner, `.${process.ppid}-${ID}.tmp`), 1, 1);
    expect(await sweep(here.path)).toBe(1);
  });

  it('has nothing to do in a corpus that is not there yet', async () => {
    expect(await sweep(join(here.path, 'nowhere'))).toBe(0);
  });
});
