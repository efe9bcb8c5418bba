import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from 'vitest';

import { fingerprint, readSnapshot, writeSnapshot, type Snapshot } from '../../src/schema/index.js';
import { FIELD_DEFAULTS, FIELD_TYPES, RECORDS } from './expectedKinds.js';
import { pythonForTests } from './pythonForTests.js';

const EXPORTER = fileURLToPath(new URL('../../python/export_schema.py', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const KINDS = [
  '--protocol=kinds',
  '--release=1.0',
  '--channel=control=to-kernel:msgpack:kinds:Message',
  '--channel=input=to-kernel:msgpack:kinds:Text',
  '--channel=stream=from-kernel:json-in-msgpack-bin:builtins:str',
  '--startup=kinds:Arguments',
];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function exporter(...options: readonly string[]): Promise<Ended> {
  const python = await pythonForTests();
  const environment = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1' };
  return new Promise((resolve, reject) => {
    const settings = { cwd: HERE, env: environment, timeout: 30_000, maxBuffer: 2 ** 24 };
    execFile(python, [EXPORTER, ...options], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`${python} did not end by itself`, { cause: error }));
    });
  });
}

function refused(type: string): Promise<Ended> {
  return exporter('--protocol', 'refused', '--channel', `control=to-kernel:msgpack:refused:${type}`);
}

describe('export_schema.py', () => {
  let text = '';
  let snapshot: Snapshot;

  beforeAll(async () => {
    const ended = await exporter(...KINDS);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    text = ended.stdout;
    snapshot = readSnapshot(text);
  });

  const fieldsOf = (name: string): Snapshot['types'][string]['fields'] => snapshot.types[name]?.fields ?? [];

  it.each(Object.entries(FIELD_TYPES))('writes the types of the fields of %s, in order', (name, types) => {
    expect(fieldsOf(name).map((field) => [field.name, field.type])).toEqual(Object.entries(types));
  });

  it.each(Object.entries(FIELD_DEFAULTS))(
    'writes the defaults of the fields of %s, in order',
    (name, defaults) => {
      expect(fieldsOf(name).map((field) => [field.name, field.default])).toEqual(Object.entries(defaults));
    },
  );

  it.each(RECORDS)('writes what else there is to say of $name', (expected) => {
    expect({ ...snapshot.types[expected.name], fields: [] }).toStrictEqual({ ...expected, fields: [] });
  });

  it('keeps the name in the code beside the name on the wire', () => {
    const names = fieldsOf('Defaults').map(({ name, attribute }) => [name, attribute]);
    expect(names.slice(-2)).toEqual([
      ['opaque', 'opaque'],
      ['na€me😀', 'other_name'],
    ]);
    expect(names[1]).toEqual(['plainInt', 'plain_int']);
  });

  it('writes the channels and the start-up document', () => {
    const [control, input, stream] = snapshot.channels;
    expect(control).toMatchObject({ name: 'control', direction: 'to-kernel', python: 'kinds:Message' });
    expect(input).toEqual({
      name: 'input',
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'str', maxLength: 10 } }],
      python: 'kinds:Text',
    });
    expect(stream).toEqual({
      name: 'stream',
      direction: 'from-kernel',
      envelope: [{ role: 'body', codec: 'json-in-msgpack-bin', type: { kind: 'str' } }],
      python: null,
    });
    expect(snapshot.startup).toEqual({
      role: 'body',
      codec: 'json',
      type: { kind: 'ref', name: 'Arguments' },
    });
  });

  it('prints, and takes the fingerprint, exactly as this side does', () => {
    expect(writeSnapshot(snapshot, snapshot.made)).toBe(text);
    expect(fingerprint(snapshot)).toBe(snapshot.fingerprint);
  });

  it('writes the same text each time', async () => {
    expect((await exporter(...KINDS)).stdout).toBe(text);
  });

  it('writes the snapshot of marimo that this project ships', async () => {
    const written = readSnapshot((await exporter('marimo')).stdout);
    const file = new URL(`../../schemas/marimo-${written.release}.json`, import.meta.url);
    const shipped = readSnapshot(readFileSync(file, 'utf8'));
    expect({ ...written, made: shipped.made }).toEqual(shipped);
  });

  it.each([
    [
      'TupleBesideNumber',
      'TupleBesideNumber.field: a union of a fixed-length tuple and a type with a numeric',
    ],
    [
      'TupleBesideLength',
      'TupleBesideLength.field: a union of a fixed-length tuple and a type with a numeric',
    ],
    ['PatternBesideCollection', 'control: a union of a str with a pattern and a collection is not supported'],
    ['Outer', 'Inner.rivals: a union of two int types with rival constraints is not supported'],
    ['LongText', 'LongText.field: a length beyond 9007199254740991 is not supported'],
    ['Surrogate', 'a name, pattern or literal holds an unpaired surrogate'],
    ['FloatLiteral', 'FloatLiteral.field: the literal 1.5 is not supported'],
    ['InitVariable', 'control: TypeError: dataclasses with `InitVar` fields are not supported'],
    ['TwoUntagged', 'control: TypeError: If a type union contains multiple Struct types'],
    ['Unresolved', "control: NameError: name 'NoSuchName' is not defined"],
    ['Gone', 'refused:Gone was not found'],
  ])('refuses %s, and says where and why', async (type, reason) => {
    const ended = await refused(type);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`export_schema: refused: ${reason}`);
  });

  it('refuses a module that is not there', async () => {
    const ended = await exporter('--protocol', 'p', '--channel', 'c=to-kernel:msgpack:no_such_module:T');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('the module no_such_module cannot be imported');
  });

  it.each<[why: string, options: readonly string[], said: string]>([
    ['no protocol', [], 'expected either `marimo` or --protocol NAME'],
    ['two protocols', ['marimo', '--protocol', 'p'], 'expected either `marimo` or --protocol NAME'],
    ['no channel', ['--protocol', 'p'], 'expected at least one --channel'],
    [
      'a channel without a type',
      ['--protocol', 'p', '--channel', 'c=to-kernel:msgpack:m'],
      'expected MODULE:TYPE',
    ],
    [
      'a direction of its own',
      ['--protocol', 'p', '--channel', 'c=up:msgpack:m:T'],
      'a direction of to-kernel',
    ],
    ['half an option', ['marimo', '--chan', 'c'], 'unrecognized arguments'],
  ])('ends with 2 on wrong usage: %s', async (_why, options, said) => {
    const ended = await exporter(...options);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(said);
  });
});
