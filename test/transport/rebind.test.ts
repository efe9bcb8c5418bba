import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { badGreeting, couldJoin, Inlet, Outlet, visitByTcp } from '../../src/transport/index.js';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** A pair that is connected, and what came. */
function pair(bound: 'inlet' | 'outlet'): { inlet: Inlet; outlet: Outlet; came: number[] } {
  const first = bound === 'inlet' ? Inlet.bind() : Outlet.bind();
  const inlet = first instanceof Inlet ? first : Inlet.connect(first.port);
  const outlet = first instanceof Outlet ? first : Outlet.connect(first.port);
  open.push(inlet, outlet);
  const came: number[] = [];
  void inlet.read((frame) => {
    came.push(Buffer.from(frame).readUInt32BE());
    return undefined;
  });
  return { inlet, outlet, came };
}

async function sendNumbers(outlet: Outlet, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1) {
    const frame = Buffer.alloc(4);
    frame.writeUInt32BE(at);
    await outlet.send(frame);
  }
}

function numbers(to: number): readonly number[] {
  return Array.from({ length: to }, (_, at) => at);
}

describe('a socket that is bound again', () => {
  it('delivers all it held, and what is sent meanwhile, in order', async () => {
    const { outlet, came } = pair('outlet');
    await sendNumbers(outlet, 0, 2_000);
    const again = outlet.rebind(5_000);
    await sendNumbers(outlet, 2_000, 4_000);
    expect(await again).toBe(true);
    await expect.poll(() => came.length, { timeout: 5_000 }).toBe(4_000);
    expect(came).toEqual(numbers(4_000));
  });

  it('goes on reading, on the same port', async () => {
    const { inlet, outlet, came } = pair('inlet');
    await sendNumbers(outlet, 0, 10);
    await expect.poll(() => came.length, { timeout: 5_000 }).toBe(10);
    const { port } = inlet;
    expect(await inlet.rebind(5_000)).toBe(true);
    expect(inlet.port).toBe(port);
    await sendNumbers(outlet, 10, 20);
    await expect.poll(() => came.length, { timeout: 5_000 }).toBe(20);
    expect(came).toEqual(numbers(20));
  });

  it('says so where no peer comes back', async () => {
    const outlet = Outlet.bind();
    open.push(outlet);
    expect(await outlet.rebind(50)).toBe(false);
  });
});

describe('a stranger', () => {
  it.each(['torn', 'newer-version', 'unknown-mechanism', 'wrong-command', 'wrong-socket'] as const)(
    'that greets wrongly (%s) is no peer: nothing is sent to it',
    async (how) => {
      const outlet = Outlet.bind({ deadlineMs: 300 });
      open.push(outlet);
      const visit = visitByTcp(outlet.port, badGreeting(how), 600);
      await outlet.send(Buffer.of(1));
      await expect(outlet.flush()).rejects.toThrow('took nothing');
      await visit;
    },
  );

  it('could join by bytes of an old version, or by none that is known', () => {
    expect(couldJoin(Buffer.from('GET / HTTP/1.1\r\n'))).toBe(true);
    expect(couldJoin(Buffer.from('010003006162', 'hex'))).toBe(true);
    expect(couldJoin(Buffer.from('ff00000000000000007f01', 'hex'))).toBe(true);
    expect(couldJoin(Buffer.from('ff00000000000000007e', 'hex'))).toBe(true);
  });

  it('could not by bytes that have to go on with a handshake, or say too little', () => {
    expect(couldJoin(new Uint8Array(0))).toBe(false);
    expect(couldJoin(Buffer.from('ff0102', 'hex'))).toBe(false);
    expect(couldJoin(Buffer.from('ff00000000000000007f03', 'hex'))).toBe(false);
  });

  it('is gone when its visit is over, also where nobody listens', async () => {
    const inlet = Inlet.bind();
    const { port } = inlet;
    inlet.close();
    await expect.poll(async () => isFree(port), { timeout: 5_000 }).toBe(true);
    await expect(visitByTcp(port, Buffer.of(1), 0)).resolves.toBeUndefined();
  });
});

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => {
      resolve(true);
    });
  });
}
