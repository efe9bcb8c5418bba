import { afterEach, describe, expect, it } from 'vitest';

import { echoKernel, KernelError, kernelKind, MUTANTS } from '../../src/kernels/index.js';
import { packageFile } from '../../src/kernels/packageFile.js';
import {
  array,
  encode,
  int,
  readStreamFrame,
  text,
  type StreamReading,
  type WireValue,
} from '../../src/wire/index.js';
import { addressOf, Conversation } from './conversation.js';
import { kernelContract } from './kernelContract.js';
import { RawHost } from './rawHost.js';
import { shop } from './shop.js';
import { snapshotFile } from './snapshotFile.js';

kernelContract('echo', () => kernelKind('echo', { env: {}, schema: null }));
kernelContract('echo:msgpackr', () => kernelKind('echo:msgpackr', { env: {}, schema: null }));
kernelContract('echo:typed', () => kernelKind('echo:typed', { env: {}, schema: null }));
kernelContract('an echo by a schema of JSON', () => echoKernel({ schemaFile: snapshotFile(shop('json')) }));

const MAIN = packageFile('dist/kernels/echo/main.js');
const running: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) {
    await one.close();
  }
});

async function converse(spec: string): Promise<Conversation> {
  const kernel = await kernelKind(spec, { env: {}, schema: null }).launch();
  running.push({ close: () => kernel.kill() });
  return new Conversation(kernel);
}

async function rawHost(...args: readonly string[]): Promise<RawHost> {
  const host = await RawHost.start([MAIN, ...args]);
  running.push(host);
  return host;
}

function nested(depth: number): Uint8Array {
  return Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.from('c0', 'hex')]);
}

describe('the echo kernel', () => {
  it.each([
    ['integers of every width', '93cc01ce00000001d3ffffffffffffffff', '930101ff'],
    [
      'a float of 32 bits, -0 and a NaN with a payload',
      null,
      '93ca80000000cb8000000000000000cb7ff8000000000001',
    ],
    ['ill-formed text', null, 'a3eda080'],
    ['duplicate keys, in their order', null, '83a16102a16203a16101'],
    ['keys of any kind', null, '84c001920102c3ca3f80000003c40100c2'],
    ['extensions of any code', null, '93d4ff00d4800ac70005'],
  ])('gives back %s to the bit', async (_, sent, echoed) => {
    const conversation = await converse('echo');
    const [echo] = await conversation.ask('control', Buffer.from(sent ?? echoed, 'hex'));
    expect(echo?.kind === 'echo' && Buffer.from(echo.payload ?? []).toString('hex')).toBe(echoed);
  });

  it('goes deeper than any stack', async () => {
    const conversation = await converse('echo');
    const deep = nested(100_000);
    const [echo] = await conversation.ask('control', deep);
    expect(echo?.kind === 'echo' && echo.payload?.byteLength).toBe(deep.byteLength);
  });

  it.each(['echo', 'echo:msgpackr'])('accepts 500 levels as %s', async (spec) => {
    const conversation = await converse(spec);
    expect(await conversation.ask('control', nested(500))).toMatchObject([{ kind: 'echo', seq: 0 }]);
  });

  it('says what its codec loses', async () => {
    expect((await converse('echo')).kernel.loses).toEqual([]);
    expect((await converse('echo:msgpackr')).kernel.loses).toContain('duplicate-keys');
  });

  it('forgets unknown fields and fills in defaults when it is typed', async () => {
    const conversation = await converse('echo:typed');
    const [echo] = await conversation.ask(
      'control',
      encode({
        kind: 'map',
        entries: [
          [text('type'), text('list-sql-schemas')],
          [text('unknown'), int(1)],
          [text('requestId'), text('r')],
          [text('engine'), text('e')],
          [text('database'), text('d')],
        ],
      }),
    );
    const payload = echo?.kind === 'echo' ? Buffer.from(echo.payload ?? []).toString('latin1') : '';
    expect(payload).not.toContain('unknown');
    expect(payload).toContain('schemaPath');
  });

  it('refuses in the words of the typed decoder when it is typed', async () => {
    const conversation = await converse('echo:typed');
    const wrong = encode({
      kind: 'map',
      entries: [
        [text('type'), text('delete-cell')],
        [text('cellId'), int(1)],
      ],
    });
    const [refusal] = await conversation.ask('control', wrong);
    expect(refusal).toMatchObject({
      kind: 'decode-error',
      error: { kind: 'ValidationError', path: '$.cellId' },
    });
  });

  it('counts each part of a multi-part message as a frame', async () => {
    const host = await rawHost();
    const frames: Uint8Array[] = [];
    void host.stream.read((frame) => {
      frames.push(frame);
      return undefined;
    });
    await host.send('control', [Buffer.from('01', 'hex'), Buffer.from('', 'hex'), Buffer.from('02', 'hex')]);
    await host.send('control', Buffer.from('03', 'hex'));
    await expect.poll(() => frames.length).toBe(4);
    expect(
      frames.map((frame) => readStreamFrame(frame)).map((reading) => [reading.kind, addressOf(reading)]),
    ).toEqual([
      ['echo', 'control 0'],
      ['decode-error', 'control 1'],
      ['echo', 'control 2'],
      ['echo', 'control 3'],
    ]);
  });

  it('stops reading while its stream is not read, and loses nothing once it is', async () => {
    const host = await rawHost();
    const count = 6_000;
    const frame = encode({ kind: 'bin', bytes: Buffer.alloc(4_096, 7) });
    let sent = 0;
    const sending = (async () => {
      for (; sent < count; sent += 1) {
        await host.send('control', frame);
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const sentUnread = sent;
    let answers = 0;
    void host.stream.read(() => {
      answers += 1;
      return undefined;
    });
    await sending;
    await expect.poll(() => answers, { timeout: 15_000 }).toBe(count);
    expect(sentUnread).toBeLessThan(count);
  });

  it('delivers its last answers although it exits right after them', async () => {
    const host = await rawHost();
    const count = 450;
    for (let index = 0; index < count; index += 1) {
      await host.send('control', encode({ kind: 'bin', bytes: Buffer.alloc(65_536, index) }));
    }
    await host.send('control', Buffer.from('\x81\xa4type\xabstop-kernel', 'latin1'));
    // By now it has said all it has to say; part of that still waits on its own side.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    let answers = 0;
    void host.stream.read(() => {
      answers += 1;
      return undefined;
    });
    expect(await host.ended).toEqual({ code: 0, signal: null });
    await expect.poll(() => answers, { timeout: 5_000 }).toBe(count);
  });

  it('answers what had arrived on another channel when it is stopped, although it had not read it', async () => {
    const host = await rawHost();
    const seen: StreamReading[] = [];
    void host.stream.read((frame) => {
      seen.push(readStreamFrame(frame));
      return undefined;
    });
    // Five million values, the last of which is none: all that follows arrives while it is busy with them.
    const busy = Buffer.alloc(5 + 5_000_000, 1);
    busy.write('dd004c4b40', 'hex');
    busy[busy.length - 1] = 0xc1;
    await host.send('control', busy);
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (let index = 0; index < 100; index += 1) {
      await host.send('completion', Buffer.from([index]));
    }
    await host.send('control', Buffer.from('\x81\xa4type\xabstop-kernel', 'latin1'));
    expect(await host.ended).toEqual({ code: 0, signal: null });
    await expect.poll(() => seen.length).toBe(101);
    expect(seen.map(({ kind }) => kind)).toEqual([
      'decode-error',
      ...Array.from({ length: 100 }, () => 'echo'),
    ]);
  });

  it('answers a map that is nearly the stop command', async () => {
    const conversation = await converse('echo');
    const nearly: WireValue = {
      kind: 'map',
      entries: [
        [text('type'), text('stop-kernel')],
        [text('more'), array([])],
      ],
    };
    expect(await conversation.ask('control', encode(nearly))).toMatchObject([{ kind: 'echo' }]);
    expect(conversation.kernel.exited).toBeNull();
  });

  it('does not end at Ctrl-C: its host decides', async () => {
    const conversation = await converse('echo');
    process.kill(conversation.kernel.pid, 'SIGINT');
    expect(await conversation.ask('control', encode(int(1)))).toMatchObject([{ kind: 'echo' }]);
  });

  it.each([
    ['an unknown codec', ['--codec', 'morse'], 'morse'],
    ['an unknown mutant', ['--mutant', 'none'], 'drop-every-hundredth'],
    ['an unknown option', ['--colour'], '--colour'],
    ['a schema that is none', ['--schema', 'package.json'], 'snapshot'],
  ])('tells about %s and exits with 1', async (_, args, told) => {
    await expect(RawHost.start([MAIN, ...args])).rejects.toThrow(told);
  });

  it('knows its mutants by name', () => {
    expect(echoKernel({ mutant: 'nan-to-null' }).name).toBe('mutant:nan-to-null');
    expect(() => echoKernel({ mutant: 'healthy' })).toThrow(KernelError);
    expect(MUTANTS.map(({ name }) => name)).toContain('nan-to-null');
  });
});
