import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { CHANNELS_TO_KERNEL, type KernelKind } from '../../src/kernels/index.js';
import { encode } from '../../src/wire/index.js';
import { addressOf, Conversation } from './conversation.js';

const PREPARE_MS = 600_000;

/** Bytes that no decoder may take for a value, and what is wrong with them. */
const MALFORMED: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['an empty frame', Buffer.from('', 'hex')],
  ['a truncated map', Buffer.from('82a161', 'hex')],
  ['trailing bytes', Buffer.from('8080', 'hex')],
  ['the opcode that stands for nothing', Buffer.from('c1', 'hex')],
  ['a length that lies', Buffer.from('ddffffffff', 'hex')],
];

/**
 * What every echo kernel must do, whoever wrote it and in whatever language: each member runs this, with real
 * processes and real sockets.
 */
export function kernelContract(name: string, make: () => KernelKind): void {
  describe(name, () => {
    let kind: KernelKind;
    const started: Conversation[] = [];

    const start = async (): Promise<Conversation> => {
      const conversation = new Conversation(await kind.launch());
      started.push(conversation);
      return conversation;
    };

    /** A valid frame for a channel, different for each nonce. */
    const valid = (channel: string, nonce: number): Uint8Array => {
      const frame = kind.probes(nonce).find((probe) => probe.channel === channel)?.frames[0];
      expect(frame).toBeDefined();
      return frame?.bytes ?? new Uint8Array(0);
    };

    /** A typed kernel fills in defaults, so that there only the text of the probe tells that it is the right one. */
    const isEcho = (payload: Uint8Array | null, channel: string, nonce: number): boolean => {
      const bytes = Buffer.from(payload ?? []);
      return kind.schema === null ? bytes.equals(valid(channel, nonce)) : bytes.includes(`probe ${nonce}`);
    };

    beforeAll(async () => {
      kind = make();
      await kind.prepare(() => {});
    }, PREPARE_MS);

    afterEach(async () => {
      for (const { kernel } of started.splice(0)) {
        await kernel.kill();
      }
    });

    it('answers a probe on every channel, and owes nothing then', async () => {
      const conversation = await start();
      const watch = kind.watch();
      for (const { channel, bytes } of kind.probes(1).flatMap(({ frames }) => frames)) {
        watch.sent(channel, bytes);
        await conversation.kernel.send(channel, bytes);
      }
      expect([watch.owed, watch.trailing]).toEqual([4, 4]);
      await conversation.until(() => conversation.frames.length === 4);
      for (const bytes of conversation.frames) {
        watch.received('stream', bytes);
      }
      expect([watch.owed, watch.trailing]).toEqual([0, 0]);
    });

    it('echoes each channel in its own order, with numbers from 0', async () => {
      const conversation = await start();
      const count = 500;
      await Promise.all(
        CHANNELS_TO_KERNEL.map(async (channel) => {
          for (let nonce = 0; nonce < count; nonce += 1) {
            await conversation.kernel.send(channel, valid(channel, nonce));
          }
        }),
      );
      expect(await conversation.until(() => conversation.readings.length === count * 4)).toBe(true);
      for (const channel of CHANNELS_TO_KERNEL) {
        const own = conversation.readings.flatMap((reading) =>
          reading.kind === 'echo' && reading.channel === channel ? [reading] : [],
        );
        expect(own).toHaveLength(count);
        const wrong = own.findIndex(({ seq, payload }, at) => seq !== at || !isEcho(payload, channel, at));
        expect(wrong, 'the first answer that is wrong').toBe(-1);
      }
    });

    it.each(MALFORMED)('refuses %s, and serves what follows', async (_, bytes) => {
      const conversation = await start();
      for (const [index, channel] of CHANNELS_TO_KERNEL.entries()) {
        const [refusal, echo] = await conversation.ask(channel, bytes, valid(channel, index));
        expect(refusal).toMatchObject({ kind: 'decode-error', channel, seq: 0 });
        expect(echo).toMatchObject({ kind: 'echo', channel, seq: 1 });
      }
    });

    it('takes a message of 10 MiB', async () => {
      const conversation = await start();
      const large = encode({ kind: 'str', bytes: Buffer.alloc(10 * 1024 * 1024, 'x') });
      const [echo] = await conversation.ask('input', large);
      expect(echo).toMatchObject({ kind: 'echo', channel: 'input', seq: 0 });
      expect(echo?.kind === 'echo' && echo.payload?.byteLength).toBe(large.byteLength);
    });

    it('answers all that came before the stop command, and exits with 0', async () => {
      const conversation = await start();
      const count = 300;
      for (let nonce = 0; nonce < count; nonce += 1) {
        await conversation.kernel.send('control', valid('control', nonce));
      }
      const began = performance.now();
      expect(await conversation.kernel.stop()).toEqual({ code: 0, signal: null });
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(conversation.readings.map(addressOf)).toEqual(
        Array.from({ length: count }, (_, seq) => `control ${seq}`),
      );
      expect(conversation.exits).toEqual([{ code: 0, signal: null }]);
    });

    it('answers what had arrived on the other channels when it is stopped', async () => {
      const conversation = await start();
      const count = 200;
      for (let nonce = 0; nonce < count; nonce += 1) {
        await conversation.kernel.send('completion', valid('completion', nonce));
      }
      // Arrived, for sure: the last one of them has been answered, or waits behind it in the same socket.
      await conversation.until(() => conversation.readings.length > 0);
      await conversation.kernel.stop();
      expect(conversation.readings.map(addressOf)).toEqual(
        Array.from({ length: count }, (_, seq) => `completion ${seq}`),
      );
    });

    it('shows every frame of a killed kernel before its exit, in order, and then nothing', async () => {
      const conversation = await start();
      const sending = (async () => {
        for (let nonce = 0; conversation.kernel.exited === null; nonce += 1) {
          try {
            await conversation.kernel.send('control', valid('control', nonce));
          } catch {
            return;
          }
        }
      })();
      await conversation.until(() => conversation.readings.length > 500);
      const exit = await conversation.kernel.kill();
      await sending;
      expect(exit).toEqual({ code: null, signal: 'SIGKILL' });
      expect(conversation.exits).toEqual([exit]);
      const all = conversation.readings.map(addressOf);
      expect(conversation.readingsAtExit).toBe(all.length);
      expect(all).toEqual(Array.from({ length: all.length }, (_, seq) => `control ${seq}`));
    });
  });
}
