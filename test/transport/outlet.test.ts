import { afterEach, describe, expect, it } from 'vitest';
import { Pull } from 'zeromq';

import { Inlet, Outlet, TransportError } from '../../src/transport/index.js';
import { COMPILED_TRANSPORT, runModule } from './runModule.js';

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

function numbered(index: number): Buffer {
  return Buffer.from(String(index));
}

/** Reads frames as texts into a list; resolves when so many have come. */
function texts(inlet: Inlet, count: number): Promise<string[]> {
  const seen: string[] = [];
  return new Promise((resolve, reject) => {
    inlet
      .read((frame) => {
        seen.push(Buffer.from(frame).toString());
        if (seen.length === count) {
          resolve(seen);
        }
        return undefined;
      })
      .catch(reject);
  });
}

async function kindOf(work: Promise<unknown> | undefined): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof TransportError ? error.kind : String(error);
  }
}

describe('Outlet', () => {
  it('sends in the order of the calls, however many come at once', async () => {
    const outlet = keep(Outlet.bind());
    const inlet = keep(Inlet.connect(outlet.port));
    const expected = Array.from({ length: 5_000 }, (_, index) => String(index));
    const arrived = texts(inlet, expected.length);
    for (const text of expected) {
      void outlet.send(Buffer.from(text));
    }
    expect(await arrived).toEqual(expected);
  });

  it('sends the frames of one message together, also empty ones', async () => {
    const outlet = keep(Outlet.bind());
    const socket = new Pull();
    socket.connect(`tcp://127.0.0.1:${outlet.port}`);
    keep(socket);
    void outlet.send(Buffer.from('a'), [Buffer.alloc(0), Buffer.from('b')]);
    void outlet.send(Buffer.from('c'));
    const messages = [await socket.receive(), await socket.receive()];
    expect(messages.map((parts) => parts.map(String))).toEqual([['a', '', 'b'], ['c']]);
  });

  it('gives no promise while there is room, and one of room when there is none', async () => {
    const outlet = keep(Outlet.bind());
    const first = outlet.send(numbered(0));
    let waiting: Promise<void> | undefined;
    let accepted = 1;
    for (; waiting === undefined && accepted < 10_000; accepted += 1) {
      waiting = outlet.send(numbered(accepted));
    }
    expect(first).toBeUndefined();
    expect(accepted).toBe(256);
    let room = false;
    void waiting?.then(() => (room = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(room).toBe(false);
    const inlet = keep(Inlet.connect(outlet.port));
    const arrived = texts(inlet, accepted);
    await waiting;
    expect(await arrived).toHaveLength(accepted);
  });

  it('counts bytes too, so that large frames do not pile up', () => {
    const outlet = keep(Outlet.bind());
    const large = Buffer.alloc(9 * 1024 * 1024);
    expect(outlet.send(large)).toBeUndefined();
    const second = outlet.send(large);
    second?.catch(() => {});
    expect(second).toBeInstanceOf(Promise);
  });

  it('tells when nobody takes a frame in time, and goes on telling', async () => {
    const outlet = keep(Outlet.bind({ deadlineMs: 150 }));
    const began = performance.now();
    void outlet.send(numbered(0));
    expect(await kindOf(outlet.flush())).toBe('deadline');
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await kindOf(outlet.send(numbered(1)))).toBe('deadline');
  });

  it('serves a fresh outlet at once after one that failed', async () => {
    const failed = keep(Outlet.bind({ deadlineMs: 100 }));
    void failed.send(numbered(0));
    expect(await kindOf(failed.flush())).toBe('deadline');
    const outlet = keep(Outlet.bind());
    const arrived = texts(keep(Inlet.connect(outlet.port)), 2);
    void outlet.send(numbered(7));
    void outlet.send(numbered(8));
    expect(await arrived).toEqual(['7', '8']);
  });

  it('rejects what is pending when it is closed, and all that follows', async () => {
    const outlet = Outlet.bind();
    void outlet.send(numbered(0));
    const flushed = kindOf(outlet.flush());
    outlet.close();
    outlet.close();
    expect(await flushed).toBe('closed');
    expect(await kindOf(outlet.send(numbered(1)))).toBe('closed');
    expect(await kindOf(outlet.flush())).toBe('closed');
  });

  it.each([
    ['a string', 'text'],
    ['an array', [1, 2]],
    ['an empty array', []],
    ['a number', 7],
    ['null', null],
    ['an object', {}],
    ['a DataView', new DataView(new ArrayBuffer(4))],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(4))],
  ])('refuses %s instead of sending its text', async (_, odd) => {
    const outlet = keep(Outlet.bind());
    expect(await kindOf(Reflect.apply(Reflect.get(outlet, 'send'), outlet, [odd]))).toBe('not-bytes');
    const asMore = [numbered(0), [odd]];
    expect(await kindOf(Reflect.apply(Reflect.get(outlet, 'send'), outlet, asMore))).toBe('not-bytes');
  });

  it('sends views as what they show, and empty frames as frames', async () => {
    const outlet = keep(Outlet.bind());
    const arrived = texts(keep(Inlet.connect(outlet.port)), 3);
    const memory = Buffer.from('0123456789'.repeat(100));
    void outlet.send(new Uint8Array(memory.buffer, memory.byteOffset + 2, 3));
    void outlet.send(new Uint8Array(0));
    void outlet.send(memory.subarray(5, 505));
    expect(await arrived).toEqual(['234', '', memory.subarray(5, 505).toString()]);
  });

  it('lets the process exit although frames wait for a peer that is not there', async () => {
    const run = await runModule(
      `import { Outlet } from '${COMPILED_TRANSPORT}';
       const outlet = Outlet.connect(1);
       for (let i = 0; i < 50; i += 1) outlet.send(Buffer.from('lost'));
       await outlet.flush();
       outlet.close();
       console.log('closed');`,
      5_000,
    );
    expect(run).toMatchObject({ code: 0, signal: null, stdout: 'closed\n' });
  });

  it('delivers what it was given, when it may linger, although the process ends right away', async () => {
    const inlet = keep(Inlet.bind());
    const arrived = texts(inlet, 200);
    const run = await runModule(
      `import { Outlet } from '${COMPILED_TRANSPORT}';
       const outlet = Outlet.connect(${inlet.port}, { lingerMs: 2000 });
       for (let i = 0; i < 200; i += 1) outlet.send(Buffer.alloc(65536, String(i)));
       await outlet.flush();
       outlet.close();`,
      10_000,
    );
    expect(run.code).toBe(0);
    expect(await arrived).toHaveLength(200);
  });

  it('keeps what it has accepted although nobody holds a reference to it any more', async () => {
    const run = await runModule(
      `import { Pull } from 'zeromq';
       import { Inlet, Outlet } from '${COMPILED_TRANSPORT}';
       const free = Inlet.bind();
       const { port } = free;
       free.close();
       (() => { void Outlet.connect(port).send(Buffer.from('kept')); })();
       for (let i = 0; i < 20; i += 1) { globalThis.gc(); await new Promise((r) => setTimeout(r, 10)); }
       const peer = new Pull();
       peer.receiveTimeout = 3000;
       await peer.bind('tcp://127.0.0.1:' + port);
       const [frame] = await peer.receive();
       console.log(frame.toString());
       process.exit(0);`,
      8_000,
      ['--expose-gc'],
    );
    expect(run).toMatchObject({ code: 0, stdout: 'kept\n' });
  });

  it('survives an option that the socket layer refuses', async () => {
    const run = await runModule(
      `import { Outlet } from '${COMPILED_TRANSPORT}';
       try { Outlet.bind({ lingerMs: 'long' }); } catch (error) { console.log(error.name); }`,
      5_000,
    );
    expect(run).toMatchObject({ code: 0, signal: null, stdout: 'TypeError\n' });
  });
});
