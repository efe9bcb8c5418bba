import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCase, writeFinding, type CorpusError, type CorpusErrorKind } from '../../src/corpus/index.js';
import { encode, nil, raw, record, sendAt, sendsIn, str, text } from '../../src/wire/index.js';
import { finding, SCHEMA, schemas, step } from './findings.js';
import { folder } from './folder.js';
import { refused } from './refused.js';

const here = folder();

const goodFile = z.looseObject({ steps: z.array(z.looseObject({})), evidence: z.looseObject({}) });
type GoodFile = z.infer<typeof goodFile>;

/** A good case file as JSON, to be broken. */
async function good(): Promise<GoodFile> {
  const { path } = await writeFinding(here.path, finding());
  return goodFile.parse(JSON.parse(await readFile(path, 'utf8')));
}

function at(name: string): string {
  return join(here.path, name);
}

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(here.path, 'x.json');
  await writeFile(path, content);
  return path;
}

/** Reads a file that must be refused. */
async function refusal(path: string): Promise<CorpusError> {
  const error = await refused(readCase(path, schemas));
  expect(error.path).toBe(path);
  return error;
}

/** The same, and checks that the file was left alone. */
async function refusalOf(content: string | Uint8Array): Promise<CorpusError> {
  const path = await file(content);
  const error = await refusal(path);
  expect((await readFile(path)).equals(Buffer.from(content))).toBe(true);
  return error;
}

async function refusalWith(change: (document: GoodFile) => unknown): Promise<CorpusError> {
  return refusalOf(JSON.stringify(change(await good())));
}

/** The good document with a fault for its step. */
function withFault(change: object): (document: GoodFile) => GoodFile {
  return (document) => ({
    ...document,
    steps: [{ kind: 'fault', sender: 0, afterMs: 1, fault: 'kill', ...change }],
  });
}

/** The good document with its one step changed. */
function withStep(change: object): (document: GoodFile) => GoodFile {
  return (document) => ({
    ...document,
    steps: document.steps.map((one) => Object.assign({}, one, change)),
  });
}

describe('readCase', () => {
  it.each(['kill', 'interrupt'])('reads a fault that is written as its name alone: %s', async (fault) => {
    const saved = await readCase(await file(JSON.stringify(withFault({ fault })(await good()))), schemas);
    expect(saved.case.steps).toEqual([{ kind: 'fault', sender: 0, afterMs: 1, fault: { kind: fault } }]);
  });

  it('reads the bytes alone where no value is written beside them', async () => {
    const document = await good();
    const value = record({ type: text('ping') });
    const path = await file(JSON.stringify(withStep({ value: undefined })(document)));
    const saved = await readCase(path, schemas);
    expect(sendsIn(saved.case.steps).map((one) => encode(one.value))).toEqual([encode(value)]);
    expect(sendAt(saved.case, 0)?.value.kind).toBe('map');
  });

  it('keeps the headers that the bytes had', async () => {
    const bytes = 'dd00000001c0';
    const path = await file(JSON.stringify(withStep({ value: undefined, bytes })(await good())));
    const one = sendAt((await readCase(path, schemas)).case, 0);
    expect(one?.value.kind).toBe('array');
    expect(Buffer.from(encode(one?.value ?? nil)).toString('hex')).toBe(bytes);
  });

  it('takes bytes that are no value as they are', async () => {
    const document = await good();
    const path = await file(JSON.stringify(withStep({ value: undefined, bytes: '81a1' })(document)));
    const saved = await readCase(path, schemas);
    expect(sendAt(saved.case, 0)?.value).toEqual(raw(Uint8Array.of(0x81, 0xa1)));
  });

  it('reads a seed, which shows nothing', async () => {
    const document = await good();
    const path = await file(JSON.stringify({ ...document, evidence: null }));
    expect((await readCase(path, schemas)).evidence).toBeNull();
  });

  it('is not misled by quotes and brackets within texts', async () => {
    const about = { headline: '"{[\\', lines: ['\\"', ']}'] };
    const { path } = await writeFinding(here.path, { ...finding(), about });
    expect((await readCase(path, schemas)).about).toEqual(about);
  });

  it('refuses every file that ends too early', async () => {
    const { path } = await writeFinding(here.path, finding(step(record({ type: text('日本') }))));
    const whole = await readFile(path);
    for (let length = 0; length < whole.length - 2; length += 1) {
      const error = await refusal(await file(whole.subarray(0, length)));
      expect([length, error.kind]).toEqual([length, 'truncated']);
    }
  });

  it('says what was done, what was expected, what came and what to do', async () => {
    const error = await refusalOf('{"format": "skewfuzz-case"');
    expect(error.message).toBe(
      `reading ${error.path} (truncated): expected one JSON document of format skewfuzz-case, but it ends in the middle, ` +
        'after 26 characters. Restore it from version control, or delete it.',
    );
  });

  it('refuses a version it does not know, whatever else the file holds', async () => {
    const error = await refusalOf('{"format": "skewfuzz-case", "version": 99, "new": {}}');
    expect(error.kind).toBe('unknown-version');
    expect(error.message).toContain('its version is 99. This skewfuzz reads version 1');
  });

  it('refuses a case of another schema, and names both', async () => {
    const error = await refusalWith((document) => ({
      ...document,
      schema: { protocol: 'marimo', release: '0.23.0', fingerprint: 'cd'.repeat(32) },
    }));
    expect(error.kind).toBe('other-schema');
    expect(error.message).toContain(
      'expected a case of marimo 0.24.0 (abababababab), but it is one of marimo 0.23.0 (cdcdcdcdcdcd)',
    );
  });

  it.each<[string, CorpusErrorKind, string, string | Uint8Array]>([
    ['no JSON', 'invalid', 'it is not JSON', 'hello'],
    ['two documents', 'invalid', 'it is not JSON', '{}{}'],
    ['JSON of another kind', 'invalid', 'it is something else', '{"format": "other", "version": 99}'],
    ['a list', 'invalid', 'it is something else', '[]'],
    ['a bare word', 'invalid', 'it is something else', 'null'],
    ['a cut word', 'invalid', 'it is not JSON', '"abc'],
    ['no UTF-8', 'invalid', 'its bytes are no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
    ['a missing version', 'unknown-version', 'its version is missing', '{"format": "skewfuzz-case"}'],
    [
      'a hundred thousand levels',
      'hostile',
      'nested deeper than 1024',
      '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    ],
    ['a hundred thousand levels, cut', 'hostile', 'nested deeper than 1024', '['.repeat(100_000)],
    ['five million values', 'hostile', 'more than 4000000 values', `[${'0,'.repeat(5_000_000)}0]`],
    [
      '__proto__ on top',
      'hostile',
      'a key __proto__',
      '{"format":"skewfuzz-case","version":1,"__proto__":{"version":1}}',
    ],
    ['__proto__ in escapes, deep down', 'hostile', 'a key __proto__', '{"a":[{"b":{"\\u005f_proto__":1}}]}'],
  ])('refuses %s', async (_name, kind, says, content) => {
    const error = await refusalOf(content);
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(says);
  });

  it('refuses a file that is larger than any it writes, without reading it', async () => {
    const path = await file('');
    await truncate(path, 65 * 2 ** 20);
    expect((await refusal(path)).message).toContain('it has 68157440 bytes, more than 67108864');
    expect((await stat(path)).size).toBe(68_157_440);
  });

  it('refuses a folder, a missing file, a loop of links and a pipe', async () => {
    await mkdir(at('folder.json'));
    await symlink('loop.json', at('loop.json'));
    execFileSync('mkfifo', [at('pipe.json')]);
    for (const name of ['folder.json', 'missing.json', 'loop.json', 'pipe.json']) {
      expect((await refusal(at(name))).kind).toBe('unreadable');
    }
    expect((await refusal(at('missing.json'))).message).toContain('ENOENT: no such file or directory. Check');
  });

  it.each<[string, (document: GoodFile) => unknown, string]>([
    ['an unknown key', (document) => ({ ...document, extra: 1 }), 'Unrecognized key: "extra"'],
    ['steps that are no list', (document) => ({ ...document, steps: {} }), 'steps'],
    ['a step repeated never', withStep({ times: 0 }), 'steps[0].times'],
    ['a step repeated half', withStep({ times: 1.5 }), 'steps[0].times'],
    ['an unknown step', withStep({ kind: 'exec' }), 'steps[0].kind'],
    ['an unknown fault', withFault({ fault: 'format' }), 'steps[0].fault'],
    ['a fault for an hour', withFault({ fault: { kind: 'freeze', forMs: 3_600_000 } }), 'steps[0].fault'],
    ['a fault that waits for an hour', withFault({ afterMs: 3_600_000 }), 'steps[0].afterMs'],
    ['half a byte', withStep({ bytes: '81a' }), 'must be bytes in hex'],
    ['another value', withStep({ bytes: 'c0' }), 'value and bytes disagree'],
    ['a value that is none', withStep({ value: { kind: 'nonsense' } }), '$.steps[0]'],
    [
      'a short fingerprint',
      (document) => ({ ...document, schema: { ...SCHEMA, fingerprint: 'ab' } }),
      'SHA-256',
    ],
  ])('refuses %s', async (_name, change, says) => {
    const error = await refusalWith(change);
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain(says);
  });

  it('refuses more reproductions than runs', async () => {
    const error = await refusalWith((document) => ({
      ...document,
      evidence: { ...document.evidence, reproduced: { k: 4, n: 3 } },
    }));
    expect(error.message).toContain('k must not be more than n');
  });

  it('refuses a case that would send more than any it writes', async () => {
    const bytes = 'c0'.repeat(8192);
    expect((await refusalWith(withStep({ value: undefined, bytes, times: 600_000 }))).kind).toBe('hostile');
    const twice = (document: GoodFile): GoodFile => {
      const [one] = withStep({ times: 600_000 })(document).steps;
      return { ...document, steps: [one ?? {}, one ?? {}] };
    };
    expect((await refusalWith(twice)).kind).toBe('hostile');
  });
});

describe('readCase, compressed bytes', () => {
  const plain = encode(str(new Uint8Array(5000).fill(0x61)));
  const packed = {
    length: plain.length,
    sha256: createHash('sha256').update(plain).digest('hex'),
    deflate: deflateRawSync(plain).toString('base64'),
  };

  it('reads them', async () => {
    const document = await good();
    const path = await file(JSON.stringify(withStep({ value: undefined, bytes: packed })(document)));
    expect(sendsIn((await readCase(path, schemas)).case.steps).map((one) => encode(one.value))).toEqual([
      plain,
    ]);
  });

  it.each<[string, object, string]>([
    ['a wrong sum', { sha256: '00'.repeat(32) }, 'sha256 says 0000'],
    ['a length that is too long', { length: plain.length + 1 }, 'length says 5004 and the bytes are 5003'],
    ['a length that is too short', { length: 100 }, 'deflate does not unpack to 100 bytes'],
    ['bytes that are not compressed', { deflate: 'AAAA' }, 'deflate does not unpack'],
    ['text that is no base64', { deflate: '*' }, 'base64'],
    ['a length past all bounds', { length: 2 ** 40 }, 'steps[0].bytes'],
  ])('refuses %s', async (_name, change, says) => {
    const error = await refusalWith(withStep({ value: undefined, bytes: { ...packed, ...change } }));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain(says);
  });

  it('unpacks no more than the length that is given', async () => {
    const deflate = deflateRawSync(new Uint8Array(2 ** 24)).toString('base64');
    const error = await refusalWith(withStep({ value: undefined, bytes: { ...packed, deflate } }));
    expect(error.message).toContain('deflate does not unpack to 5003 bytes');
  });
});
