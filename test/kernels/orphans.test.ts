import { spawn, type ChildProcess } from 'node:child_process';

import { afterEach, describe, expect, it } from 'vitest';

import { processLives } from '../../src/kernels/processLives.js';
import { packageFile } from '../../src/kernels/packageFile.js';
import { encode } from '../../src/wire/index.js';
import { RawHost } from './rawHost.js';

const KERNELS = new URL('../../dist/kernels/index.js', import.meta.url).href;
const MAIN = packageFile('dist/kernels/echo/main.js');

/** After this a kernel without a host must be gone. */
const GONE_MS = 3_000;

const processes: { kill(signal: NodeJS.Signals): unknown }[] = [];

afterEach(() => {
  for (const one of processes.splice(0)) {
    one.kill('SIGKILL');
  }
});

/** A host in a process of its own; tells the process ids of its kernels. */
async function hostOf(
  script: string,
): Promise<{ readonly host: ChildProcess; readonly kernels: readonly number[] }> {
  const host = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  processes.push(host);
  const line = await new Promise<string>((resolve) => {
    host.stdout?.once('data', (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  const kernels: readonly number[] = line.trim().split(' ').map(Number);
  for (const pid of kernels) {
    processes.push({ kill: (signal) => processLives(pid) && process.kill(pid, signal) });
  }
  return { host, kernels };
}

async function allGone(pids: readonly number[]): Promise<boolean> {
  const end = performance.now() + GONE_MS;
  while (pids.some(processLives)) {
    if (performance.now() > end) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

const LAUNCH = `import { echoKernel } from '${KERNELS}';
  const large = Buffer.concat([Buffer.from([0xc6, 0x00, 0x10, 0x00, 0x00]), Buffer.alloc(1 << 20)]);
  const kernels = await Promise.all([echoKernel(), echoKernel({ mutant: 'hang-on-large' })].map((kind) => kind.launch()));
  await kernels[1].send('control', large);
  await new Promise((resolve) => setTimeout(resolve, 800));
  console.log(kernels.map(({ pid }) => pid).join(' '));
  setInterval(() => kernels[0].send('control', Buffer.from([1])), 1);`;

describe('a kernel without its host', () => {
  it('is gone in three seconds when the host is killed, also when it is busy', async () => {
    const { host, kernels } = await hostOf(LAUNCH);
    expect(kernels.every(processLives)).toBe(true);
    host.kill('SIGKILL');
    expect(await allGone(kernels)).toBe(true);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'is gone when the host gets %s, and the host obeys',
    async (signal) => {
      const { host, kernels } = await hostOf(LAUNCH);
      const ended = new Promise((resolve) => {
        host.once('exit', (_, by) => {
          resolve(by);
        });
      });
      host.kill(signal);
      expect(await ended).toBe(signal);
      expect(await allGone(kernels)).toBe(true);
    },
  );

  it('lives on when the host has a handler of its own for the signal', async () => {
    const { host, kernels } = await hostOf(`process.on('SIGINT', () => {}); ${LAUNCH}`);
    host.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(kernels.every(processLives)).toBe(true);
  });

  it.each([
    ['throws', 'setTimeout(() => { throw new Error("planted"); }, 50);'],
    ['exits', 'setTimeout(() => process.exit(0), 50);'],
  ])('is gone when the host %s', async (_, end) => {
    const { kernels } = await hostOf(`${LAUNCH} ${end}`);
    expect(await allGone(kernels)).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is killed by the operating system when it does not watch its host itself',
    async () => {
      const { host, kernels } = await hostOf(
        `import { commandKernel } from '${KERNELS}';
       const kernel = await commandKernel("node -e 'console.log(\\"KERNEL_READY\\"); setInterval(() => {}, 1000)'", {}).launch();
       console.log(kernel.pid);`,
      );
      host.kill('SIGKILL');
      expect(await allGone(kernels)).toBe(true);
    },
  );

  it('notices by itself, without help of the operating system', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    processes.push(parent);
    const host = await RawHost.start([MAIN], parent.pid);
    processes.push(host.child);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(processLives(host.child.pid ?? 0)).toBe(true);
    parent.kill('SIGKILL');
    expect(await allGone([host.child.pid ?? 0])).toBe(true);
    host.close();
  });

  it('notices by itself while it is busy', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    processes.push(parent);
    const host = await RawHost.start([MAIN, '--mutant', 'hang-on-large'], parent.pid);
    processes.push(host.child);
    // Its watch has begun by then.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await host.send('control', encode({ kind: 'bin', bytes: Buffer.alloc(1 << 20) }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    parent.kill('SIGKILL');
    expect(await allGone([host.child.pid ?? 0])).toBe(true);
    host.close();
  });
});
