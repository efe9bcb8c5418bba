import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HistoryWriter, readHistory, type HistoryHead, type KeptTrial } from '../../src/corpus/index.js';
import type { Event } from '../../src/history/index.js';
import { encode, record, text } from '../../src/wire/index.js';
import { step } from './findings.js';
import { folder } from './folder.js';
import { refused } from './refused.js';

const HEAD: HistoryHead = {
  kernel: 'echo',
  answers: 'echo',
  seed: { text: '7', number: 7 },
  versions: { skewfuzz: '0.1.0' },
  host: { protocol: 'shop' },
  own: null,
};

const ping = record({ type: text('ping') });
const bytes = encode(ping);
const answer = Buffer.alloc(3_000, 'no answer looks like this');

function sent(seq: number): Event {
  return { kind: 'sent', at: seq + 0.125, channel: 'control', seq, origin: { kind: 'step', step: 0 }, bytes };
}

/** A trial in which the same frame goes out three times; and an event of a kind that is not known yet. */
function trial(index: number): KeptTrial {
  const strange = z
    .custom<Event>()
    .parse({ kind: 'paused', at: 7, why: ['host', null], held: { frame: answer } });
  return {
    index,
    scenario: index === 0 ? null : 'burst',
    loses: ['float32'],
    tap: 'off',
    steps: [
      step(ping, 3),
      { kind: 'fault', sender: 0, afterMs: 5, fault: { kind: 'garbage', channel: 'stream', bytes: answer } },
    ],
    events: [
      ...[0, 1, 2].map(sent),
      { kind: 'received', at: 4, channel: 'stream', bytes: answer },
      { kind: 'log', at: 5, stream: 'stderr', line: 'half a pair: \ud800, and \u{1f600}' },
      { kind: 'fault', at: 6, step: 1, fault: { kind: 'garbage', channel: 'stream', bytes: answer } },
      { kind: 'exit', at: 8, code: null, signal: 'SIGINT', wanted: false },
      { kind: 'deadline', at: 9, awaited: '3 answers', afterMs: 100 },
      strange,
    ],
    judged: [{ oracle: 'fifo', judged: 3, violations: ['fifo lost'], more: 1, unknown: 2 }],
  };
}

async function written(path: string, trials: number): Promise<void> {
  const writer = await HistoryWriter.open(path, HEAD);
  for (let index = 0; index < trials; index += 1) await writer.add(trial(index));
  await writer.close();
}

/** All trials of a file, and how it ended. */
async function read(path: string): Promise<{ trials: readonly KeptTrial[]; end: 'whole' | 'cut' }> {
  const { trials } = await readHistory(path);
  const all: KeptTrial[] = [];
  let next = await trials.next();
  for (; next.done !== true; next = await trials.next()) all.push(next.value);
  return { trials: all, end: next.value };
}

/** Bytes as text, whatever holds them. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

/** The same file with its lines changed. */
async function changed(path: string, change: (lines: readonly string[]) => readonly string[]): Promise<void> {
  const lines = gunzipSync(await readFile(path))
    .toString()
    .trimEnd()
    .split('\n');
  await writeFile(path, gzipSync(`${change(lines).join('\n')}\n`));
}

describe('the history of a run', () => {
  const corpus = folder();
  const file = (): string => join(corpus.path, 'below', 'a.history');

  it('comes back as it was written, events of any kind included', async () => {
    await written(file(), 2);
    const { head } = await readHistory(file());
    expect(head).toMatchObject(HEAD);
    const { trials, end } = await read(file());
    expect(end).toBe('whole');
    expect(plain(trials)).toEqual(plain([trial(0), trial(1)]));
    expect(trials[1]?.events[8]).toMatchObject({ kind: 'paused', why: ['host', null] });
  });

  it('holds each frame once', async () => {
    await written(file(), 1);
    const lines = gunzipSync(await readFile(file()))
      .toString()
      .split('\n');
    expect(lines.filter((line) => line.startsWith('{"b":'))).toHaveLength(2);
  });

  it('can be read while it is written: what a killed run leaves is its beginning', async () => {
    const writer = await HistoryWriter.open(file(), HEAD);
    await writer.add(trial(0));
    await writer.add(trial(1));
    await expect.poll(async () => (await read(file())).trials.length).toBe(2);
    expect((await read(file())).end).toBe('cut');
    await writer.close();
    const whole = await readFile(file());
    await truncate(file(), whole.length - 30);
    const { trials, end } = await read(file());
    expect([trials.length, end]).toEqual([2, 'cut']);
    await truncate(file(), Math.floor(whole.length / 2));
    expect((await read(file())).trials.length).toBeLessThan(2);
  });

  it('says what cannot be written, and keeps nobody waiting', async () => {
    const { kind, message } = await refused(HistoryWriter.open(corpus.path, HEAD));
    expect(kind).toBe('unwritable');
    expect(message).toContain('EISDIR');
  });

  it.each([
    ['no gzip', async (path: string) => writeFile(path, 'hello'), 'invalid', /incorrect header check/],
    ['nothing', async (path: string) => writeFile(path, gzipSync('')), 'truncated', /before its first line/],
    [
      'a head of another version',
      async (path: string) =>
        changed(path, (lines) => lines.with(0, '{"format":"skewfuzz-history","version":2}')),
      'unknown-version',
      /version is 2/,
    ],
    [
      'a head without a kernel',
      async (path: string) =>
        changed(path, (lines) => lines.with(0, '{"format":"skewfuzz-history","version":1}')),
      'invalid',
      /kernel/,
    ],
    [
      'a frame that is not there',
      async (path: string) => changed(path, (lines) => lines.filter((_, at) => at !== 2)),
      'invalid',
      /trial 0 .* frame 1 of 1/,
    ],
    [
      'an event without its frame',
      async (path: string) =>
        changed(path, (lines) => lines.map((line) => line.replace('"kind":"received"', '"kind":"sent"'))),
      'invalid',
      /sent: .*seq/,
    ],
    [
      'a step that is not there',
      async (path: string) =>
        changed(path, (lines) => lines.map((line) => line.replace('"step":0', '"step":9'))),
      'invalid',
      /step 9 of 2/,
    ],
    [
      'a trial too few',
      async (path: string) =>
        changed(path, (lines) => lines.map((line) => line.replace('"end":1', '"end":2'))),
      'invalid',
      /1 trials and says 2/,
    ],
    [
      'a bomb of brackets',
      async (path: string) => changed(path, (lines) => lines.with(1, '['.repeat(2_000))),
      'hostile',
      /nested/,
    ],
    [
      'a key __proto__',
      async (path: string) => changed(path, (lines) => lines.with(1, '{"__proto__":{}}')),
      'hostile',
      /__proto__/,
    ],
  ] as const)('refuses %s', async (_name, damage, kind, came) => {
    await written(file(), 1);
    await damage(file());
    const error = await refused(read(file()));
    expect([error.kind, error.path]).toEqual([kind, file()]);
    expect(error.message).toMatch(came);
  });

  it('refuses what is no file', async () => {
    expect((await refused(readHistory(corpus.path))).kind).toBe('unreadable');
    expect((await refused(readHistory(join(corpus.path, 'none')))).message).toContain('ENOENT');
  });
});
