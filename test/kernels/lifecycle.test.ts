import { afterEach, describe, expect, it } from 'vitest';

import {
  CHANNELS_TO_KERNEL,
  echoKernel,
  inProcessEchoKernel,
  STOP_FRAME,
  type EchoOptions,
  type KernelKind,
} from '../../src/kernels/index.js';
import { processLives } from '../../src/kernels/processLives.js';
import { array, encode } from '../../src/wire/index.js';
import { addressOf, Conversation } from './conversation.js';
import { kernelContract } from './kernelContract.js';
import { runModule } from '../transport/runModule.js';

kernelContract('echo:in-process', () => inProcessEchoKernel());
kernelContract('echo:in-process by another codec', () => inProcessEchoKernel({ codec: 'msgpackr' }));

const COMPILED_KERNELS = new URL('../../dist/kernels/index.js', import.meta.url).href;
const STOP_MS = 2_000;
/** A host that does not end by itself is ended then, by a signal. */
const HOST_MS = 10_000;
const started: Conversation[] = [];

afterEach(async () => {
  for (const { kernel } of started.splice(0)) {
    await kernel.kill();
  }
});

async function converse(kind: KernelKind): Promise<Conversation> {
  const conversation = new Conversation(await kind.launch());
  started.push(conversation);
  return conversation;
}

function frameOf(bytes: number): Uint8Array {
  return encode({ kind: 'bin', bytes: Buffer.alloc(bytes) });
}

const LAUNCHERS: readonly (readonly [string, (options?: EchoOptions) => KernelKind])[] = [
  ['a process of its own', echoKernel],
  ['this process', inProcessEchoKernel],
];

describe.each(LAUNCHERS)('the life of an echo kernel in %s', (_, kindOf) => {
  it('ends with the stop command: all that came before it is answered', async () => {
    const conversation = await converse(kindOf());
    const { kernel } = conversation;
    for (let count = 0; count < 200; count += 1) {
      for (const channel of ['completion', 'control'] as const) await kernel.send(channel, frameOf(count));
    }
    // A process's sockets are no one queue: what counts on the other channels is what had arrived.
    await conversation.until(() => conversation.readings.length >= 300);
    await kernel.send('control', STOP_FRAME);
    const stoppedAt = performance.now();
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS);
    expect(conversation.exits).toEqual([{ code: 0, signal: null }]);
    for (const channel of ['completion', 'control']) {
      expect(conversation.readings.map(addressOf).filter((name) => name.startsWith(channel))).toEqual(
        Array.from({ length: 200 }, (__, seq) => `${channel} ${seq}`),
      );
    }
  });

  it('is over at once when it is killed, with answers under way, and takes nothing more', async () => {
    const { kernel, exits } = await converse(kindOf());
    for (const channel of CHANNELS_TO_KERNEL) {
      for (let count = 0; count < 50; count += 1) await kernel.send(channel, frameOf(60_000));
    }
    expect(await kernel.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(exits).toHaveLength(1);
    await expect(kernel.send('control', frameOf(1))).rejects.toMatchObject({ kind: 'gone' });
  });

  it.each(['stop', 'kill'])('leaves nothing behind that would keep its host alive after %s', async (end) => {
    const host = await runModule(
      `import { ${kindOf.name} } from '${COMPILED_KERNELS}';
       const kernel = await ${kindOf.name}().launch();
       kernel.listen({ frame() {}, line() {}, exit() {} });
       for (let count = 0; count < 600; count += 1) await kernel.send('completion', Buffer.alloc(1_000, 1));
       console.log(kernel.pid === process.pid ? 0 : kernel.pid, (await kernel.${end}()).code);`,
      HOST_MS,
    );
    expect(host).toMatchObject({ code: 0, stderr: '' });
    const [pid, code] = host.stdout.trim().split(' ');
    expect(code).toBe(end === 'stop' ? '0' : 'null');
    expect(pid === '0' || !processLives(Number(pid))).toBe(true);
  });

  it('goes on after a handler raised: that is told, the next frame is served, and the stop ends it with 0', async () => {
    const conversation = await converse(kindOf({ mutant: 'raise-in-handler' }));
    const { kernel } = conversation;
    for (const channel of CHANNELS_TO_KERNEL) {
      await kernel.send(channel, frameOf(1));
      await kernel.send(channel, encode(array([])));
      await kernel.send(channel, frameOf(2));
    }
    await conversation.until(() => conversation.readings.length === 8);
    expect(await kernel.stop()).toEqual({ code: 0, signal: null });
    expect(conversation.readings.map(addressOf).toSorted()).toEqual(
      CHANNELS_TO_KERNEL.flatMap((channel) => [`${channel} 0`, `${channel} 2`]).toSorted(),
    );
    for (const channel of CHANNELS_TO_KERNEL) {
      expect(conversation.lines.join('\n')).toMatch(
        new RegExp(`Frame 1 on ${channel} was not handled: TypeError: an array is no command`, 'u'),
      );
    }
  });

  it('ends with 1 and says why when it cannot answer any more', async () => {
    const conversation = await converse(kindOf({ mutant: 'die-on-bad-frame' }));
    await conversation.kernel.send('input', Buffer.of(0xc1));
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(conversation.exits).toEqual([{ code: 1, signal: null }]);
    expect(conversation.lines.join('\n')).toContain('cannot decode a frame on input');
  });
});

describe('the echo kernel in this process', () => {
  it('has a copy of what it was sent', async () => {
    const conversation = await converse(inProcessEchoKernel());
    const frame = Buffer.from(encode({ kind: 'str', bytes: Buffer.from('before') }));
    await conversation.kernel.send('control', frame);
    frame.write('after!', 1);
    await conversation.until(() => conversation.readings.length === 1);
    const [echo] = conversation.readings;
    expect(echo?.kind === 'echo' && Buffer.from(echo.payload ?? []).toString('latin1')).toBe('\xa6before');
  });

  it('answers what was sent on the other channels before the stop, all of which has arrived', async () => {
    const conversation = await converse(inProcessEchoKernel());
    const { kernel } = conversation;
    // So that the kernel looks at this channel first, and meets the stop before all else.
    await kernel.send('control', frameOf(0));
    for (let count = 0; count < 200; count += 1) await kernel.send('completion', frameOf(count));
    await kernel.send('control', STOP_FRAME);
    expect(await conversation.until(() => conversation.exits.length > 0)).toBe(true);
    expect(conversation.readings.map(addressOf)).toEqual([
      'control 0',
      ...Array.from({ length: 200 }, (__, seq) => `completion ${seq}`),
    ]);
  });

  it('knows its mutants and codecs by name', async () => {
    expect(() => inProcessEchoKernel({ mutant: 'healthy' })).toThrow('expected one of');
    await expect(inProcessEchoKernel({ codec: 'morse' }).launch()).rejects.toThrow('morse');
  });
});
