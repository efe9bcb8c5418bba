import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase, writeFinding, type Finding } from '../../src/corpus/index.js';
import {
  array,
  encode,
  nil,
  sendAt,
  sendsIn,
  str,
  toTagged,
  type WireValue,
  type Fault,
} from '../../src/wire/index.js';
import { EVIDENCE, finding, schemas, step } from './findings.js';
import { folder } from './folder.js';
import { refused } from './refused.js';
import { wireValue } from './wireValues.js';

const here = folder();
const small = step(array([nil]));
const large = step(array([nil, nil]));

/** What a reader gets, with values in a form that can be compared. */
function comparable(saved: Omit<Finding, 'evidence'> & { evidence: Finding['evidence'] | null }): unknown {
  return {
    ...saved,
    case: {
      steps: sendsIn(saved.case.steps).map(({ value, ...rest }) => ({ rest, value: toTagged(value) })),
    },
  };
}

function nested(depth: number): WireValue {
  let value: WireValue = nil;
  for (let level = 0; level < depth; level += 1) value = array([value]);
  return value;
}

describe('writeFinding', () => {
  it('names the file for the bug', async () => {
    const written = await writeFinding(here.path, finding());
    expect(written).toEqual({
      kind: 'new',
      path: join(here.path, 'round-trip-lossy-ping-d5583afc.json'),
      id: 'round-trip-lossy-ping-d5583afc',
    });
    expect(await readdir(here.path)).toEqual(['round-trip-lossy-ping-d5583afc.json']);
  });

  it('keeps a finding however long its signature is, and what it stands for', async () => {
    const long = 'x'.repeat(5_000);
    const { signature: _, ...rest } = EVIDENCE;
    const evidence = { ...rest, signature: long, violation: { ...EVIDENCE.violation, shape: long } };
    const { path } = await writeFinding(here.path, { ...finding(), kernel: long, evidence });
    const { evidence: read, kernel } = await readCase(path, schemas);
    expect(read?.signature).toBe(long);
    expect(read?.violation.shape).toBe(long);
    expect(kernel).toBe(long);
  });

  it('keeps a finding that compresses better than a reader takes on trust', async () => {
    const steps = [0, 1, 2, 3, 4].map(() => step(str(Buffer.alloc(10 * 2 ** 20, 'x'))));
    const { path } = await writeFinding(here.path, finding(...steps));
    const read = sendsIn((await readCase(path, schemas)).case.steps);
    expect(read.map(({ value }) => encode(value).length)).toEqual(
      steps.map(({ value }) => encode(value).length),
    );
    // Not more of it than need be is written as it is.
    expect((await stat(path)).size).toBeLessThan(20 * 2 ** 20);
  });

  it('writes a file for people: what it is about first, one step in a line', async () => {
    const { path } = await writeFinding(here.path, finding(small, large));
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '{',
      '  "format": "skewfuzz-case",',
      '  "version": 1,',
      '  "about": {',
      '    "headline": "round-trip · lossy · ping",',
    ]);
    expect(lines.slice(-6)).toEqual([
      '  "steps": [',
      expect.stringMatching(/^ {4}\{"kind":"send".*"bytes":"91c0"\},$/),
      expect.stringMatching(/^ {4}\{"kind":"send".*"bytes":"92c0c0"\}$/),
      '  ]',
      '}',
      '',
    ]);
  });

  it('is read again as it was, for any value', async () => {
    const steps = fc.array(wireValue(), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, fc.uuid(), async (values, signature) => {
        const saved = {
          ...finding(...values.map((value) => step(value))),
          evidence: { ...EVIDENCE, signature },
        };
        const { path } = await writeFinding(here.path, saved);
        const read = await readCase(path, schemas);
        expect(sendsIn(read.case.steps).map((one) => encode(one.value))).toEqual(values.map(encode));
        const short = values.every((value) => encode(value).length <= 4096);
        if (short) expect(comparable(read)).toEqual(comparable(saved));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps which frames belong to one message', async () => {
    const steps = [{ ...step(nil), more: true } as const, step(array([]))];
    const { path } = await writeFinding(here.path, finding(...steps));
    const read = (await readCase(path, schemas)).case.steps;
    expect(read.map((one) => one.kind === 'send' && one.more)).toEqual([true, undefined]);
  });

  it.each<Fault>([
    { kind: 'kill' },
    { kind: 'interrupt' },
    { kind: 'terminate' },
    { kind: 'freeze', forMs: 20 },
    { kind: 'stop-reading', forMs: 0.5 },
    { kind: 'undrained', output: 'stdout', forMs: 20 },
    { kind: 'slow-sends', pauseMs: 2, forMs: 20 },
    { kind: 'rebind', channel: 'stream' },
    { kind: 'second-peer', channel: 'control', forMs: 20 },
    { kind: 'late-start', forMs: 20 },
    { kind: 'garbage', channel: 'input', bytes: Uint8Array.of(0xff, 0, 1) },
    { kind: 'bad-handshake', channel: 'control', how: 'wrong-socket', forMs: 20 },
  ])('keeps faults at their places among the messages: $kind', async (fault) => {
    const damage = { kind: 'fault', sender: 1, afterMs: 12.5, fault } as const;
    const { path } = await writeFinding(here.path, finding(step(nil), damage, step(array([]))));
    const { steps } = (await readCase(path, schemas)).case;
    expect(steps.map(({ kind }) => kind)).toEqual(['send', 'fault', 'send']);
    expect(steps[1]).toEqual(damage);
  });

  it('keeps 10 MiB of one byte in a small file, and 10 MiB of noise in one not much larger than itself', async () => {
    const same = step(str(new Uint8Array(10 * 2 ** 20).fill(0x61)));
    const noise = step(str(crypto.getRandomValues(new Uint8Array(2 ** 16))), 160);
    for (const [one, sizeMax] of [
      [same, 2 ** 15],
      [noise, 1.4 * 2 ** 16],
    ] as const) {
      const saved = { ...finding(one), evidence: { ...EVIDENCE, signature: String(sizeMax) } };
      const { path } = await writeFinding(here.path, saved);
      expect((await stat(path)).size).toBeLessThan(sizeMax);
      const read = await readCase(path, schemas);
      expect(Buffer.compare(encode(sendAt(read.case, 0)?.value ?? nil), encode(one.value))).toBe(0);
    }
  });

  it.each([100, 101, 4095, 4096, 100_000])('saves a value that is nested %d levels deep', async (depth) => {
    const { path } = await writeFinding(here.path, finding(step(nested(depth))));
    const read = await readCase(path, schemas);
    expect(Buffer.compare(encode(sendAt(read.case, 0)?.value ?? nil), encode(nested(depth)))).toBe(0);
  });

  it('keeps the smaller of two cases of one signature', async () => {
    const first = await writeFinding(here.path, finding(large));
    expect((await writeFinding(here.path, finding(large, small))).kind).toBe('kept');
    expect((await writeFinding(here.path, finding(large))).kind).toBe('kept');
    expect((await readCase(first.path, schemas)).case.steps).toHaveLength(1);
    expect((await writeFinding(here.path, finding(small))).kind).toBe('smaller');
    expect(await readdir(here.path)).toHaveLength(1);
    expect(encode(sendAt((await readCase(first.path, schemas)).case, 0)?.value ?? nil)).toEqual(
      encode(small.value),
    );
  });

  it('never loses a file that has the name already', async () => {
    const { path } = await writeFinding(here.path, finding());
    for (const content of ['notes', '{"format":"skewfuzz-case","version":99}']) {
      await writeFile(path, content);
      const other = await writeFinding(here.path, finding());
      expect(other.path).not.toBe(path);
      expect(await readFile(path, 'utf8')).toBe(content);
    }
    expect(await readdir(here.path)).toHaveLength(2);
  });

  it('finds its own file again when a stranger has the short name', async () => {
    const { path } = await writeFinding(here.path, finding());
    await writeFile(path, 'notes');
    const second = await writeFinding(here.path, finding());
    expect(second.id).toMatch(/^round-trip-lossy-ping-d5583afc[0-9a-f]{8}$/);
    expect(await writeFinding(here.path, finding())).toEqual({ ...second, kind: 'kept' });
  });

  it('says so when every name is taken, and still loses nothing', async () => {
    for (let taken = 0; taken < 8; taken += 1) {
      const { path } = await writeFinding(here.path, finding());
      await writeFile(path, 'notes');
    }
    expect((await refused(writeFinding(here.path, finding()))).kind).toBe('unwritable');
    const names = await readdir(here.path);
    expect(names).toHaveLength(8);
    for (const name of names) expect(await readFile(join(here.path, name), 'utf8')).toBe('notes');
  });

  it('is whole at every moment, also when two write at once', async () => {
    const written = await Promise.all(
      Array.from({ length: 20 }, () => writeFinding(here.path, finding(small))),
    );
    expect(new Set(written.map(({ path }) => path)).size).toBe(1);
    expect(await readdir(here.path)).toHaveLength(1);
    await expect(readCase(written[0]?.path ?? '', schemas)).resolves.toBeDefined();
  });

  it('makes the folder', async () => {
    const { path } = await writeFinding(join(here.path, 'findings', 'echo'), finding());
    expect((await stat(path)).isFile()).toBe(true);
  });

  it('says so when it cannot write, and leaves nothing behind', async () => {
    const blocked = join(here.path, 'file');
    await writeFile(blocked, '');
    const error = await refused(writeFinding(join(blocked, 'findings'), finding()));
    expect(error.kind).toBe('unwritable');
    expect(error.message).toMatch(/^writing .*: expected to save a finding, but ENOTDIR: /);
  });

  it('refuses what it could not read again', async () => {
    const endless = finding(step(nil, 2_000_000));
    await expect(writeFinding(here.path, endless)).rejects.toMatchObject({ kind: 'hostile' });
    expect(await readdir(here.path)).toEqual([]);
  });
});
