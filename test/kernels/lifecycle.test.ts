import { afterEach, describe, expect, it } from 'vitest';

import {
  CHANNELS_TO_KERNEL,
  echoKernel,
  inProcessEchoKernel,
  STOP_FRAME,
  type EchoOptions,
  type KernelKind,
} from '../../src/kernels/index.js';
import { encode } from '../../src/wire/index.js';
import { addressOf, Conversation } from './conversation.js';
import { kernelContract } from './kernelContract.js';

kernelContract('echo:in-process', () => inProcessEchoKernel());
kernelContract('echo:in-process by another codec', () => inProcessEchoKernel({ codec: 'msgpackr' }));

const STOP_MS = 2_000;
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

/** What keeps this process alive: sockets, pipes, timers, children. */
function held(): string[] {
  return process.getActiveResourcesInfo();
}

/** What there is now and was not before. */
function leftSince(before: readonly string[]): readonly string[] {
  const left = held();
  for (const kind of before) {
    const at = left.indexOf(kind);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

const LAUNCHERS: readonly (readonly [string, (options?: EchoOptions) => KernelKind])[] = [
  ['a process of its own', echoKernel],
  ['this process', inProcessEchoKernel],
];

describe.each(LAUNCHERS)('the life of an echo kernel in %s', (_, kindOf) => {
  it('ends with the stop command: all that came before it is answered, and nothing is left behind', async () => {
    const before = held();
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
    await expect.poll(() => leftSince(before)).toEqual([]);
  });

  it('is over at once when it is killed, with answers under way, and takes nothing more', async () => {
    const before = held();
    const { kernel, exits } = await converse(kindOf());
    for (const channel of CHANNELS_TO_KERNEL) {
      for (let count = 0; count < 50; count += 1) await kernel.send(channel, frameOf(60_000));
    }
    expect(await kernel.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(exits).toHaveLength(1);
    await expect(kernel.send('control', frameOf(1))).rejects.toMatchObject({ kind: 'gone' });
    await expect.poll(() => leftSince(before)).toEqual([]);
  });

  it('goes on after a handler raised: that is told, the next frame is served, and the stop ends it with 0', async () => {
    const conversation = await converse(kindOf({ mutant: 'raise-in-handler' }));
    const { kernel } = conversation;
    for (const channel of CHANNELS_TO_KERNEL) {
      await kernel.send(channel, frameOf(1));
      await kernel.send(channel, frameOf(5_000));
      await kernel.send(channel, frameOf(2));
    }
    await conversation.until(() => conversation.readings.length === 8);
    expect(await kernel.stop()).toEqual({ code: 0, signal: null });
    expect(conversation.readings.map(addressOf).toSorted()).toEqual(
      CHANNELS_TO_KERNEL.flatMap((channel) => [`${channel} 0`, `${channel} 2`]).toSorted(),
    );
    for (const channel of CHANNELS_TO_KERNEL) {
      expect(conversation.lines.join('\n')).toMatch(
        new RegExp(`Frame 1 on ${channel} was not handled: RangeError: a frame of 5003 bytes`, 'u'),
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

  it('knows its mutants and codecs by name', async () => {
    expect(() => inProcessEchoKernel({ mutant: 'healthy' })).toThrow('expected one of');
    await expect(inProcessEchoKernel({ codec: 'morse' }).launch()).rejects.toThrow('morse');
  });
});
