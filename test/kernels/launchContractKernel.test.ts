import { afterEach, describe, expect, it } from 'vitest';

import {
  KernelError,
  launchContractKernel,
  type Kernel,
  type LaunchRequest,
} from '../../src/kernels/index.js';
import { packageFile } from '../../src/kernels/packageFile.js';
import { processLives } from '../../src/kernels/processLives.js';
import { encode, int } from '../../src/wire/index.js';
import { COMPILED_TRANSPORT } from '../transport/runModule.js';
import { Conversation } from './conversation.js';

const ECHO = packageFile('dist/kernels/echo/main.js');
const running: Kernel[] = [];

afterEach(async () => {
  for (const kernel of running.splice(0)) {
    await kernel.kill();
  }
});

async function launch(request: Partial<LaunchRequest>): Promise<Conversation> {
  const kernel = await launchContractKernel({ command: process.execPath, args: [], ...request });
  running.push(kernel);
  return new Conversation(kernel);
}

function script(text: string, request: Partial<LaunchRequest> = {}): Promise<Conversation> {
  return launch({ args: ['-e', text], ...request });
}

async function failure(work: Promise<unknown>): Promise<KernelError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof KernelError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing failed');
}

describe('launchContractKernel', () => {
  it('looks the command up on the PATH, and says so when it is not there', async () => {
    const error = await failure(launch({ command: 'no-such-kernel' }));
    expect(error.kind).toBe('bad-command');
    expect(error.message).toContain('no-such-kernel');
  });

  it('tells when the working directory does not exist', async () => {
    const error = await failure(script('0', { cwd: '/no/such/folder' }));
    expect(error.kind).toBe('not-started');
  });

  it('tells how a kernel died before it was ready, and what it said last', async () => {
    const error = await failure(script('console.error("no module named msgspec"); process.exit(7)'));
    expect(error.kind).toBe('died-early');
    expect(error.message).toContain('exit code 7');
    expect(error.message).toContain('no module named msgspec');
  });

  it('ends a kernel that never gets ready', async () => {
    const error = await failure(
      script('console.error(process.pid); setInterval(() => {}, 1000)', { readyMs: 700 }),
    );
    expect(error.kind).toBe('not-ready');
    const pid = Number(/\n(\d+)\n/u.exec(error.message)?.[1]);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => processLives(pid)).toBe(false);
  });

  it('skips lines before the ready line, and tells them', async () => {
    const conversation = await script(
      'console.log("hello"); console.log("KERNEL_READYISH"); console.log(`  KERNEL_READY {"loses":["float32"]}`); setInterval(() => {}, 1000)',
    );
    expect(conversation.kernel.loses).toEqual(['float32']);
    expect(conversation.lines).toEqual(['hello', 'KERNEL_READYISH']);
  });

  it('refuses a ready line that it cannot read', async () => {
    const error = await failure(script('console.log("KERNEL_READY [1]"); setInterval(() => {}, 1000)'));
    expect(error.kind).toBe('not-ready');
    expect(error.message).toContain('[1]');
  });

  it('survives a kernel that does not read the start-up document', async () => {
    const conversation = await script(
      'process.stdin.destroy(); console.log("KERNEL_READY"); setInterval(() => {}, 1000)',
      { document: () => 'x'.repeat(10_000_000) },
    );
    expect(conversation.kernel.exited).toBeNull();
  });

  it('hands over the document and closes stdin', async () => {
    const conversation = await script(
      `let text = ''; process.stdin.on('data', (chunk) => text += chunk);
       process.stdin.on('end', () => { console.log('KERNEL_READY'); console.log(text); });`,
      { document: ({ ports, parentPid }) => JSON.stringify([Object.keys(ports), parentPid]) },
    );
    await conversation.until(() => conversation.lines.length > 0);
    expect(conversation.lines).toEqual([
      JSON.stringify([['control', 'ui_element', 'completion', 'input', 'stream'], process.pid]),
    ]);
  });

  it('passes a clean environment, what is added, and the working directory of the host', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'x';
    const conversation = await script(
      'console.log("KERNEL_READY"); console.log(JSON.stringify([Object.keys(process.env).sort(), process.cwd(), process.env.ADDED]))',
      { env: { ADDED: 'yes' } },
    );
    delete process.env['SECRET_OF_THE_HOST'];
    await conversation.until(() => conversation.lines.length > 0);
    const told: unknown = JSON.parse(conversation.lines[0] ?? '');
    const passed = ['ADDED', ...['HOME', 'LANG', 'PATH', 'TMPDIR'].filter((name) => name in process.env)];
    expect(told).toEqual([passed, process.cwd(), 'yes']);
  });

  it('leaves the process group alone, so that a kernel can make one of its own', async () => {
    const conversation = await script(
      `console.log('KERNEL_READY');
       console.log(require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[2], process.pid);`,
    );
    await conversation.until(() => conversation.lines.length > 0);
    const [group, pid] = (conversation.lines[0] ?? '').split(' ');
    expect(group).not.toBe(pid);
  });

  it('drains both pipes for as long as the kernel lives', async () => {
    const conversation = await script(
      `process.stdout.write('KERNEL_READY\\n');
       const line = 'x'.repeat(999) + '\\n';
       for (let i = 0; i < 5000; i += 1) { process.stdout.write(line); process.stderr.write(line); }
       process.stdout.write('written\\n');`,
    );
    expect(await conversation.until(() => conversation.exits.length === 1)).toBe(true);
    expect(conversation.lines).toContain('written');
    expect(conversation.lines).toHaveLength(10_001);
  });

  it('tells what was said while nobody listened, up to a limit, and counts the rest', async () => {
    const kernel = await launchContractKernel({
      command: process.execPath,
      args: ['-e', 'console.log("KERNEL_READY"); for (let i = 0; i < 1500; i += 1) console.log(i)'],
    });
    await expect.poll(() => kernel.exited).not.toBeNull();
    const { lines, exits } = new Conversation(kernel);
    expect(lines.slice(0, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, index) => String(index)));
    expect(lines.slice(1_000)).toEqual(['(500 more lines were not kept)']);
    expect(exits).toHaveLength(1);
  });

  it('tells the exit once, after the last line and the last frame', async () => {
    const conversation = await launch({ args: [ECHO, '--mutant', 'die-on-bad-frame'] });
    await conversation.kernel.send('control', encode(int(1)));
    await conversation.kernel.send('control', Buffer.from([0xc1]));
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(conversation.readings).toHaveLength(1);
    expect(conversation.lines.join('\n')).toContain('cannot decode a frame on control');
    expect(conversation.exits).toEqual([{ code: 1, signal: null }]);
    expect(conversation.kernel.exited).toEqual({ code: 1, signal: null });
    await conversation.kernel.stop();
    await conversation.kernel.kill();
    expect(conversation.exits).toHaveLength(1);
  });

  it('shows every frame that a dead kernel had sent before it tells the exit', async () => {
    const count = 5_000;
    const kernel = await launchContractKernel({
      command: process.execPath,
      args: [
        '--input-type=module',
        '-e',
        `import { readFileSync } from 'node:fs';
         import { Outlet } from '${COMPILED_TRANSPORT}';
         const { connection_info } = JSON.parse(readFileSync(0, 'utf8'));
         const stream = Outlet.connect(connection_info.stream);
         console.log('KERNEL_READY');
         for (let i = 0; i < ${count}; i += 1) await stream.send(Buffer.from(String(i)));
         await stream.flush();
         setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);`,
      ],
    });
    running.push(kernel);
    // The host is busy while the kernel speaks and dies: afterwards all of it comes at once.
    const end = performance.now() + 2_000;
    while (performance.now() < end);
    const conversation = new Conversation(kernel);
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(conversation.exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
    expect(conversation.readingsAtExit).toBe(count);
    expect(conversation.frames).toHaveLength(count);
  });

  it('does not wait for a grandchild that holds the pipes', async () => {
    const conversation = await script(
      `require('node:child_process').spawn('sleep', ['3'], { stdio: 'inherit' }).unref();
       console.log('KERNEL_READY'); setTimeout(() => process.exit(5), 100);`,
    );
    const began = performance.now();
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(conversation.exits).toEqual([{ code: 5, signal: null }]);
  });

  it('refuses to send to a kernel that is gone, and to a channel that is none', async () => {
    const { kernel } = await launch({ args: [ECHO] });
    expect((await failure(Promise.resolve(kernel.send('stream', encode(int(1)))))).kind).toBe('no-channel');
    await kernel.kill();
    expect((await failure(Promise.resolve(kernel.send('control', encode(int(1)))))).kind).toBe('gone');
  });

  it('tells when the kernel takes nothing more, instead of waiting for ever', async () => {
    const { kernel } = await script('console.log("KERNEL_READY"); setInterval(() => {}, 1000)', {
      sendMs: 300,
    });
    const began = performance.now();
    const error = await failure(
      (async () => {
        for (;;) {
          await kernel.send('control', new Uint8Array(100_000));
        }
      })(),
    );
    expect(error.kind).toBe('send-deadline');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('lets go of a sender that waits when the kernel dies', async () => {
    const { kernel } = await script('console.log("KERNEL_READY"); setInterval(() => {}, 1000)');
    const sending = failure(
      (async () => {
        for (;;) {
          await kernel.send('control', new Uint8Array(100_000));
        }
      })(),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await kernel.kill();
    expect((await sending).kind).toBe('gone');
  });

  it('stops politely what stops, and by force what does not', async () => {
    const polite = await launch({ args: [ECHO] });
    expect(await polite.kernel.stop()).toEqual({ code: 0, signal: null });
    const odd = await launch({ args: [ECHO, '--mutant', 'exit-nonzero-on-stop'] });
    expect(await odd.kernel.stop()).toEqual({ code: 3, signal: null });
    const deaf = await script('console.log("KERNEL_READY"); setInterval(() => {}, 1000)');
    const deafStopping = deaf.kernel.stop();
    expect(deaf.kernel.stop()).toBe(deafStopping);
    expect(await deafStopping).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('has patience with a slow kernel, for as long as it goes on answering', async () => {
    const { kernel, frames } = await launch({
      args: [
        '--input-type=module',
        '-e',
        `import { readFileSync } from 'node:fs';
         import { Inlet, Outlet } from '${COMPILED_TRANSPORT}';
         const { connection_info } = JSON.parse(readFileSync(0, 'utf8'));
         const stream = Outlet.connect(connection_info.stream, { lingerMs: 1000 });
         const control = Inlet.connect(connection_info.control);
         control.read(async () => {
           control.close();
           for (let i = 0; i < 6; i += 1) {
             await new Promise((resolve) => setTimeout(resolve, 600));
             await stream.send(Buffer.from('late'));
           }
           await stream.flush();
           stream.close();
         });
         console.log('KERNEL_READY');`,
      ],
    });
    expect(await kernel.stop()).toEqual({ code: 0, signal: null });
    expect(frames).toHaveLength(6);
  });

  it('kills what does not even obey SIGTERM', async () => {
    const stubborn = await script(
      'process.on("SIGTERM", () => {}); console.log("KERNEL_READY"); setInterval(() => {}, 1000)',
    );
    const began = performance.now();
    expect(await stubborn.kernel.stop()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(performance.now() - began).toBeLessThan(6_000);
  });

  it('notices at once when it is told to stop a kernel that is ending already', async () => {
    const { kernel } = await launch({ args: [ECHO] });
    await kernel.send('control', Buffer.from('\x81\xa4type\xabstop-kernel', 'latin1'));
    const began = performance.now();
    expect(await kernel.stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
