import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedTargets } from '../../../src/cli/nightly/changedTargets.js';

const before = process.cwd();
let folder = '';

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
}

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-changed-'));
  git('init', '--initial-branch', 'main');
  for (const path of ['a/kernel.py', 'b/kernel.py', 'c/kernel.py', 'd/kernel.py']) write(path, 'one');
  git('add', '.');
  git('commit', '-m', 'one');
  git('checkout', '-b', 'branch');
  write('a/kernel.py', 'two');
  git('commit', '-am', 'two');
  git('checkout', 'main');
  write('b/kernel.py', 'changed on main only');
  git('commit', '-am', 'three');
  git('checkout', 'branch');
  write('c/new.py', 'not added yet');
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

describe('changedTargets', () => {
  it('are those of whose paths one changed on this branch, was added or is new; and those without paths', async () => {
    const targets = ['a', 'b', 'c', 'd'].map((name) => ({ name, kernel: 'echo', paths: [name] }));
    const all = [...targets, { name: 'any', kernel: 'echo' }];
    const changed = await changedTargets(all, 'main');
    expect(changed.map(({ name }) => name)).toEqual(['a', 'c', 'any']);
  });

  it('says so when git does not know the commit', async () => {
    const targets = [{ name: 'a', kernel: 'echo', paths: ['a'] }];
    await expect(changedTargets(targets, 'no-such-branch')).rejects.toThrow(/expected it to know the commit/);
    await expect(changedTargets(targets, '--output=x')).rejects.toThrow(/expected it to know the commit/);
  });
});
