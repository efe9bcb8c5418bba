import { beforeAll, describe, expect, it } from 'vitest';

import { fingerprint, readSnapshot, writeSnapshot, type Snapshot } from '../../src/schema/index.js';
import { FIELD_DEFAULTS, FIELD_TYPES, RECORDS } from './expectedKinds.js';
import { exporter, type Ended } from './runExporter.js';

const KINDS = [
  '--protocol=kinds',
  '--release=1.0',
  '--channel=control=to-kernel:msgpack:kinds:Message',
  '--channel=input=to-kernel:msgpack:kinds:Text',
  '--channel=stream=from-kernel:json-in-msgpack-bin:builtins:str',
  '--startup=kinds:Arguments',
];

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

  it('makes a channel of each type that is asked for by itself', async () => {
    const types = ['--type=kinds:Text', '--type=kinds:Arguments', '--codec=json', '--release=2.0'];
    const {
      protocol,
      release,
      startup,
      channels,
      types: records,
    } = readSnapshot((await exporter(...types)).stdout);
    expect({ protocol, release, startup }).toEqual({ protocol: 'kinds', release: '2.0', startup: null });
    expect(channels).toEqual([
      {
        name: 'Text',
        direction: 'to-kernel',
        envelope: [{ role: 'body', codec: 'json', type: { kind: 'str', maxLength: 10 } }],
        python: 'kinds:Text',
      },
      {
        name: 'Arguments',
        direction: 'to-kernel',
        envelope: [{ role: 'body', codec: 'json', type: { kind: 'ref', name: 'Arguments' } }],
        python: 'kinds:Arguments',
      },
    ]);
    expect(Object.keys(records)).toEqual(['Arguments', 'Node']);
  });

  it('tells types of one name apart by their modules', async () => {
    const { channels } = readSnapshot(
      (await exporter('--type=kinds:Any', '--type=kinds:Text', '--type=typing:Any')).stdout,
    );
    expect(channels.map(({ name }) => name)).toEqual(['kinds:Any', 'Text', 'typing:Any']);
  });

  it('refuses a module that is not there', async () => {
    const ended = await exporter('--protocol', 'p', '--channel', 'c=to-kernel:msgpack:no_such_module:T');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('the module no_such_module cannot be imported');
  });

  it.each<[why: string, options: readonly string[], said: string]>([
    ['no protocol', [], 'expected `marimo`, or --protocol NAME'],
    ['two protocols', ['marimo', '--protocol', 'p'], 'marimo stands alone'],
    ['a type of marimo', ['marimo', '--type', 'm:T'], 'marimo stands alone'],
    ['a type beside a channel', ['--type', 'm:T', '--channel', 'c=to-kernel:msgpack:m:T'], 'do not go with'],
    ['a codec of no type', ['--protocol', 'p', '--codec', 'json'], '--codec goes with --type'],
    ['a type twice', ['--type', 'm:T', '--type', 'm:T'], 'each --type to stand once'],
    ['a type without a module', ['--type', 'T'], 'expected MODULE:TYPE'],
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
