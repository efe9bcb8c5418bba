import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

import { afterEach, describe, expect, it } from 'vitest';
import { Push } from 'zeromq';

import { Inlet, Outlet } from '../../src/transport/index.js';
import { COMPILED_TRANSPORT } from './runModule.js';

const open: { close(): void }[] = [];

function keep<Socket extends { close(): void }>(socket: Socket): Socket {
  open.push(socket);
  return socket;
}

afterEach(() => {
  for (const socket of open.splice(0)) {
    socket.close();
  }
});

/** A process that sends numbered frames of 1 KiB as fast as it can, for ever. */
function flood(port: number): ReturnType<typeof spawn> {
  const script = `import { Outlet } from '${COMPILED_TRANSPORT}';
    const outlet = Outlet.connect(${port}, { deadlineMs: Infinity });
    for (let i = 0; ; i += 1) { const frame = Buffer.alloc(1024); frame.writeUInt32BE(i); await outlet.send(frame); }`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
}

async function opened(gate: EventEmitter): Promise<void> {
  await once(gate, 'open');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('Inlet', () => {
  it('makes each part of a multi-part message a frame', async () => {
    const inlet = keep(Inlet.bind());
    const push = keep(new Push());
    push.linger = 0;
    push.connect(`tcp://127.0.0.1:${inlet.port}`);
    const seen: string[] = [];
    const read = inlet.read((frame) => {
      seen.push(Buffer.from(frame).toString());
      if (seen.length === 4) {
        inlet.close();
      }
      return undefined;
    });
    await push.send(['a', '', 'b']);
    await push.send('c');
    await read;
    expect(seen).toEqual(['a', '', 'b', 'c']);
  });

  it('reads nothing while its handler waits, and loses nothing', async () => {
    const inlet = keep(Inlet.bind());
    const outlet = keep(Outlet.connect(inlet.port));
    const gate = new EventEmitter();
    const seen: number[] = [];
    const read = inlet.read((frame) => {
      seen.push(Buffer.from(frame).readUInt32BE());
      if (seen.length === 20_000) {
        inlet.close();
      }
      return seen.length === 1 ? opened(gate) : undefined;
    });
    let accepted = 0;
    const sending = (async () => {
      for (; accepted < 20_000; accepted += 1) {
        const frame = Buffer.alloc(1_024);
        frame.writeUInt32BE(accepted);
        await outlet.send(frame);
      }
    })();
    await pause(500);
    expect(seen).toEqual([0]);
    expect(accepted).toBeLessThan(20_000);
    gate.emit('open');
    await Promise.all([read, sending]);
    expect(seen).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  });

  it('rejects with what the handler threw', async () => {
    const inlet = keep(Inlet.bind());
    const outlet = keep(Outlet.connect(inlet.port));
    void outlet.send(Buffer.from('x'));
    const read = inlet.read(() => {
      throw new Error('planted');
    });
    await expect(read).rejects.toThrow('planted');
  });

  it('ends its reading when it is closed, and closing twice does nothing', async () => {
    const inlet = Inlet.bind();
    const read = inlet.read(() => undefined);
    await pause(20);
    inlet.close();
    inlet.close();
    await expect(read).resolves.toBeUndefined();
  });

  it('cuts off a peer that sends more than the limit', async () => {
    const inlet = keep(Inlet.bind({ frameBytesMax: 1_000 }));
    const outlet = keep(Outlet.connect(inlet.port));
    const sizes: number[] = [];
    void inlet.read((frame) => {
      sizes.push(frame.byteLength);
      return undefined;
    });
    void outlet.send(Buffer.alloc(1_000));
    void outlet.send(Buffer.alloc(1_001));
    await pause(300);
    expect(sizes).toEqual([1_000]);
  });

  it('drains every frame of a peer that was killed in the middle of a burst', async () => {
    for (let round = 0; round < 3; round += 1) {
      const inlet = keep(Inlet.bind());
      const seen: number[] = [];
      const peer = flood(inlet.port);
      const read = inlet.read((frame) => {
        seen.push(Buffer.from(frame).readUInt32BE());
        if (seen.length < 3_000 + round) {
          return undefined;
        }
        // It dies while nothing is read, so that frames are on their way for sure.
        return peer.kill('SIGKILL') ? pause(500) : undefined;
      });
      await once(peer, 'exit');
      await inlet.drain({ quietMs: 1_000, deadlineMs: 20_000 });
      const drained = seen.length;
      await pause(300);
      inlet.close();
      await read;
      expect(drained).toBeGreaterThan(3_000 + round);
      expect(seen).toHaveLength(drained);
      expect(seen).toEqual(Array.from({ length: drained }, (_, index) => index));
    }
  });

  it('knows by the hang-up that a killed peer has nothing more to say, without waiting for silence', async () => {
    const inlet = keep(Inlet.bind());
    const peer = flood(inlet.port);
    let frames = 0;
    void inlet.read(() => {
      frames += 1;
      if (frames === 1_000) {
        peer.kill('SIGKILL');
      }
      return undefined;
    });
    await once(peer, 'exit');
    await pause(200);
    const began = performance.now();
    await inlet.drain({ quietMs: 10_000, deadlineMs: 20_000 });
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
