import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { held, leftSince } from '../../soak/resources.js';
import { UsageError, readOptions } from '../../soak/options.js';
import { soak } from '../../soak/soak.js';
import { WAYS } from '../../soak/ways.js';
import { echoKernel } from '../../src/kernels/index.js';
import { Outlet } from '../../src/transport/index.js';

const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-soak-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MB = 2 ** 20;

describe.runIf(process.platform === 'linux')('the soak', () => {
  it('leaves nothing behind, however kernels end', async () => {
    const soaked = await soak({
      kind: echoKernel(),
      kernels: 2 * WAYS.length,
      seed: 1,
      warmUp: WAYS.length,
      folders: [folder],
      progress: () => {},
    });
    expect(soaked.failures).toEqual([]);
    expect(soaked.left).toEqual([]);
    expect([...soaked.lives.keys()].toSorted()).toEqual(WAYS.map(({ name }) => name).toSorted());
    expect(soaked.after.resident - soaked.before.resident).toBeLessThan(50 * MB);
  });

  it('tells of a kernel that was never ended, with its sockets', async () => {
    const before = held([folder]);
    const kernel = await echoKernel().launch();
    const left = await leftSince(before, [folder]);
    await kernel.kill();
    expect(left.filter((thing) => thing.startsWith(`child process ${kernel.pid} `))).toHaveLength(1);
    expect(left.filter((thing) => thing.startsWith('open port '))).toHaveLength(5);
    expect(await leftSince(before, [folder])).toEqual([]);
  });

  it('tells of a socket, a timer and a file that were left', async () => {
    const before = held([folder]);
    const outlet = Outlet.bind();
    // More than a test runner has of its own, which come and go.
    const timers = Array.from({ length: 9 }, () => setTimeout(() => {}, 1_000_000));
    writeFileSync(join(folder, 'left.txt'), '');
    const left = await leftSince(before, [folder]);
    outlet.close();
    timers.forEach((timer) => clearTimeout(timer));
    rmSync(join(folder, 'left.txt'));
    expect(left).toContain(`open port ${outlet.port}`);
    expect(left).toContainEqual(expect.stringMatching(/^\d handles more of the kind Timeout$/u));
    expect(left).toContain(`file ${join(folder, 'left.txt')}`);
    expect(await leftSince(before, [folder])).toEqual([]);
  });
});

describe('the options of the soak', () => {
  it('are a thousand echo kernels', () => {
    expect(readOptions([], 5)).toEqual({ kernels: 1_000, seed: 5, kernel: 'echo' });
  });

  it.each([
    ['--kernels', '50'],
    ['--seed', 'x'],
    ['--other', '1'],
  ])('refuse %s %s', (...args) => expect(() => readOptions(args, 0)).toThrow(UsageError));
});
