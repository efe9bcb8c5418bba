import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { launchMarimo } from '../../../src/kernels/marimo/launchMarimo.js';
import {
  call,
  completeNothing,
  inputText,
  listTables,
  touchNothing,
} from '../../../src/kernels/marimo/commands.js';
import { marimoKernel } from '../../../src/kernels/marimo/marimoKernel.js';
import { marimoProbes } from '../../../src/kernels/marimo/marimoProbes.js';
import { newestMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import { startupDocument } from '../../../src/kernels/startupDocument.js';
import { KernelError } from '../../../src/kernels/index.js';
import { MARIMO_LOG, refusalIn } from '../../../src/schema/index.js';
import { array, bin, encode, int, raw, record, text, type WireValue } from '../../../src/wire/index.js';
import { marimoPython, Talk } from './marimoForTests.js';
import { describeWithPython } from '../withPython.js';

const folders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`skewfuzz-marimo-${process.pid}-`));
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/stat`);

async function startError(launch: Parameters<typeof launchMarimo>[0]): Promise<KernelError> {
  try {
    await (await launchMarimo(launch)).kill();
  } catch (error) {
    if (error instanceof KernelError) return error;
    throw error;
  }
  throw new Error('the kernel started');
}

async function returned(talk: Talk, id: string): Promise<unknown> {
  const reply = await talk.notification((said) => said['function_call_id'] === id);
  expect(reply).toMatchObject({ op: 'function-call-result', found: true, status: { code: 'ok' } });
  return reply['return_value'];
}

describeWithPython('the setup of a marimo kernel', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await Talk.start();
  });
  afterAll(async () => {
    await talk.kernel.kill();
  });

  it('gives any value back through its decoder and its encoder', async () => {
    const values: readonly (readonly [WireValue, unknown])[] = [
      [int(2n ** 53n - 1n), 2 ** 53 - 1],
      [bin(Uint8Array.of(0, 255, 128)), 'AP+A'],
      [record({ a: array([text('\u{1f600}\0')]) }), { a: ['\u{1f600}\0'] }],
    ];
    for (const [at, [value, expected]] of values.entries()) {
      await talk.send(call('echo', `echo ${at}`, value));
      expect(await returned(talk, `echo ${at}`)).toEqual(expected);
    }
  });

  it('shows every frame that ui_element decoded, in order, also those that control has drained', async () => {
    const tokens = Array.from({ length: 20 }, (_, at) => `token ${at}`);
    for (const token of tokens) await talk.send(touchNothing(token));
    await talk.send({ ...touchNothing('token 3'), channel: 'control' }, call('ui', 'ui', text('token 19')));
    const shown = await returned(talk, 'ui');
    const commands = Array.isArray(shown)
      ? shown.map((item) => Buffer.from(String(item), 'base64').toString('latin1'))
      : [];
    expect(commands.map((command) => /token \d+$/u.exec(command)?.[0])).toEqual(tokens);
  });

  it('brings one text back that came on input while nobody read', async () => {
    await talk.send(inputText('stray'));
    const probe = marimoProbes(7, newestMarimoSchema()).find(({ channel }) => channel === 'input');
    if (probe === undefined) throw new Error('there is no probe for input');
    expect(await talk.sendProbe(probe)).toBe(true);
    expect(await returned(talk, 'skewfuzz-probe-input-7')).toEqual(['stray', 'skewfuzz-probe-input-7']);
  });

  it('tells a refused frame on stderr, and while a function runs in a cell-op notification', async () => {
    const broken = { channel: 'control', bytes: encode(raw(Uint8Array.of(0xc1))) };
    await talk.send(broken);
    expect(await talk.until(() => talk.lines.some((line) => MARIMO_LOG.raised.test(line)))).toBe(true);
    expect(talk.lines.filter((line) => refusalIn(line) !== null)).toHaveLength(1);
    talk.lines.length = 0;

    await talk.send(call('inputs', 'waits', text('end')));
    await talk.notification(({ op, description }) => op === 'alert' && description === 'end');
    await talk.send(broken);
    const shown = await talk.notification(
      (said) => said.op === 'cell-op' && typeof said['console'] === 'object' && said['console'] !== null,
    );
    const data =
      /"data":"(?<data>(?:[^"\\]|\\.)*)"/u.exec(JSON.stringify(shown['console']))?.groups?.['data'] ?? '';
    expect(data.split('\\n').filter((line) => refusalIn(line) !== null)).toHaveLength(1);
    await talk.send(inputText('end'));
    expect(await returned(talk, 'waits')).toEqual(['end']);
    expect(talk.lines).toEqual([]);
  });
});

describeWithPython('a marimo kernel with a tap', () => {
  it('reports each frame of each channel, from the first one after the setup, before what it causes', async () => {
    const talk = await Talk.start({ tap: true });
    try {
      expect(talk.kernel.tap).toBe('on');
      await talk.send(inputText('typed'), touchNothing('touched'), completeNothing('completed'));
      await talk.send({ channel: 'control', bytes: encode(int(1)) }, listTables('listed'));
      await talk.until(() => talk.said.filter(({ seq }) => seq !== undefined).length === 5);
      await talk.notification((said) => said['request_id'] === 'listed');
      const reports = talk.said.filter(({ seq }) => seq !== undefined);
      const told = reports.map(({ op, channel, seq }) => `${op} ${String(channel)} ${String(seq)}`);
      expect(new Set(told)).toEqual(
        new Set([
          'echo input 0',
          'echo ui_element 0',
          'echo completion 0',
          'decode-error control 0',
          'echo control 1',
        ]),
      );
      expect(reports.find(({ op }) => op === 'decode-error')?.['error']).toEqual({
        kind: 'ValidationError',
        message: 'Expected `object`, got `int`',
        path: null,
      });
      const report = talk.said.findIndex(({ channel, seq }) => channel === 'control' && seq === 1);
      expect(report).toBeLessThan(talk.said.findIndex((said) => said['request_id'] === 'listed'));
    } finally {
      await talk.kernel.kill();
    }
  });
});

describeWithPython('a marimo kernel', () => {
  const talks: Talk[] = [];
  const start = async (): Promise<Talk> => {
    const talk = await Talk.start();
    talks.push(talk);
    return talk;
  };
  afterEach(async () => {
    for (const { kernel } of talks.splice(0)) await kernel.kill();
    expect(folders()).toEqual([]);
  });

  it('starts from its kind, answers a probe on every channel, and stops with exit code 0', async () => {
    const kind = marimoKernel('marimo');
    await kind.prepare(() => {});
    const talk = new Talk(await kind.launch(), kind.schema ?? newestMarimoSchema());
    talks.push(talk);
    expect(talk.kernel.exited).toBeNull();
    for (const nonce of [1, 2, 3]) {
      for (const probe of kind.probes(nonce)) expect(await talk.sendProbe(probe)).toBe(true);
      expect(await talk.until(() => talk.watch.owed === 0)).toBe(true);
      expect(talk.watch.trailing).toBe(0);
      const ids = talk.said.flatMap(
        (said) => said['request_id'] ?? said['completion_id'] ?? said['function_call_id'] ?? [],
      );
      expect(ids).toEqual(
        expect.arrayContaining(kind.probes(nonce).map(({ channel }) => `skewfuzz-probe-${channel}-${nonce}`)),
      );
    }
    expect(await talk.kernel.stop()).toEqual({ code: 0, signal: null });
    expect(isAlive(talk.kernel.pid)).toBe(false);
    expect(folders()).toEqual([]);
  });

  it('says nothing of its setup to the listener', async () => {
    const talk = await start();
    await talk.send(listTables('first'));
    await talk.notification(({ op }) => op === 'sql-table-list-preview');
    expect(talk.said.map((said) => said['request_id'])).toEqual(['first']);
  });

  it('is alive and deaf after two texts that nobody reads, and the probes show it', async () => {
    const talk = await start();
    await talk.send(inputText('one'), inputText('two'));
    for (const probe of marimoProbes(8, newestMarimoSchema())) {
      expect(await talk.sendProbe(probe, 1_000)).toBe(probe.channel !== 'input');
    }
    expect(await talk.until(() => talk.watch.owed === 0, 1_000)).toBe(false);
    expect(talk.watch.trailing).toBeGreaterThan(0);
    expect(talk.kernel.exited).toBeNull();
    expect(talk.lines).toEqual([]);
  });

  it('runs beside another one, each with its own answers', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    await one.send(listTables('one'));
    await other.send(listTables('other'));
    await Promise.all([one.notification(() => true), other.notification(() => true)]);
    expect(one.said.map((said) => said['request_id'])).toEqual(['one']);
    expect(other.said.map((said) => said['request_id'])).toEqual(['other']);
    expect(folders()).toHaveLength(2);
  });

  it('leaves neither a process nor a folder behind when it is killed', async () => {
    const talk = await start();
    const [folder = ''] = folders();
    expect(readFileSync(`/proc/${talk.kernel.pid}/environ`, 'latin1')).toContain(
      `HOME=${tmpdir()}/${folder}\0`,
    );
    expect(await talk.kernel.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(talk.exit).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isAlive(talk.kernel.pid)).toBe(false);
    expect(folders()).toEqual([]);
  });

  it('takes the clean environment and nothing else of the user', async () => {
    process.env['SKEWFUZZ_TEST_SECRET'] = 'secret';
    const talk = await start();
    delete process.env['SKEWFUZZ_TEST_SECRET'];
    expect(readFileSync(`/proc/${talk.kernel.pid}/environ`, 'latin1')).not.toContain('SKEWFUZZ_TEST_SECRET');
  });

  it('does not start without its Python, and says what is missing', async () => {
    const error = await startError({ python: '/nowhere/python', schema: newestMarimoSchema() });
    expect(error.kind).toBe('bad-command');
    expect(error.message).toContain('/nowhere/python');
    expect(folders()).toEqual([]);
  });

  it.each([
    ['before it is ready', '{}', 'missing required field'],
    ['after it said it is ready', null, 'log level'],
  ])('that dies %s is told with its last words', async (_, document, words) => {
    const schema = newestMarimoSchema();
    const error = await startError({
      python: await marimoPython(),
      schema,
      document: (startup) =>
        document ?? startupDocument(startup, schema).replace('"log_level":30', '"log_level":33'),
    });
    expect(error.kind).toBe('died-early');
    expect(error.message.toLowerCase()).toContain(words);
    expect(folders()).toEqual([]);
  });

  it('that is ready and does not answer in time is given up and ended', async () => {
    const error = await startError({
      python: await marimoPython(),
      schema: newestMarimoSchema(),
      setupMs: 1,
    });
    expect(error.kind).toBe('not-ready');
    expect(folders()).toEqual([]);
  });
});
