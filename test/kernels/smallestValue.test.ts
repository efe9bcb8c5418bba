import { describe, expect, it } from 'vitest';

import { KernelError, newestMarimoSchema } from '../../src/kernels/index.js';
import { smallestValue } from '../../src/kernels/smallestValue.js';
import { predict } from '../../src/model/index.js';
import type { RecordType, Schema, Type } from '../../src/schema/index.js';
import { array, bin, bool, encode, float64, int, map, nil, text } from '../../src/wire/index.js';

function record(name: string, parts: Partial<RecordType>): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: null,
    fields: [],
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: false,
    ...parts,
  };
}

function field(name: string, type: Type, optional = false): RecordType['fields'][number] {
  const left: RecordType['fields'][number]['default'] = { kind: 'unset' };
  return { name, attribute: name, type, default: optional ? left : null };
}

const SCHEMA: Schema = {
  protocol: 'p',
  release: '1',
  startup: null,
  channels: [],
  types: {
    Tagged: record('Tagged', {
      tag: { value: { kind: 'str', value: 't' }, at: { kind: 'field', name: 'type' } },
      fields: [field('a', { kind: 'int' }), field('b', { kind: 'str' }, true)],
    }),
    Row: record('Row', {
      layout: 'array',
      tag: { value: { kind: 'int', value: '7' }, at: { kind: 'first-item' } },
      fields: [field('a', { kind: 'bool' })],
    }),
    Endless: record('Endless', { fields: [field('next', { kind: 'ref', name: 'Endless' })] }),
  },
};

describe('smallestValue', () => {
  it.each([
    [{ kind: 'any' }, nil],
    [{ kind: 'bool' }, bool(false)],
    [{ kind: 'int' }, int(0)],
    [{ kind: 'int', gt: '4' }, int(5)],
    [{ kind: 'int', le: '-3' }, int(-3)],
    [{ kind: 'int', ge: '4', multipleOf: '3' }, int(6)],
    [{ kind: 'float', gt: '0' }, float64(0.5)],
    [{ kind: 'str' }, text('')],
    [{ kind: 'str', minLength: 2 }, text('  ')],
    [{ kind: 'bytes', as: 'bytes', minLength: 1 }, bin(new Uint8Array(1))],
    [{ kind: 'literal', values: [{ kind: 'str', value: 'first' }] }, text('first')],
    [{ kind: 'enum', name: 'E', open: false, values: [{ kind: 'int', value: '9' }] }, int(9)],
    [{ kind: 'list', item: { kind: 'int' }, minLength: 2 }, array([int(0), int(0)])],
    [{ kind: 'set', frozen: false, item: { kind: 'int' }, minLength: 1 }, array([int(0)])],
    [{ kind: 'tuple', items: [{ kind: 'nil' }, { kind: 'str' }] }, array([nil, text('')])],
    [{ kind: 'dict', key: { kind: 'str' }, value: { kind: 'any' } }, map([])],
    [{ kind: 'union', members: [{ kind: 'str' }, { kind: 'nil' }] }, nil],
    [{ kind: 'union', members: [{ kind: 'str' }, { kind: 'int' }] }, text('')],
    [
      { kind: 'ref', name: 'Tagged' },
      map([
        [text('type'), text('t')],
        [text('a'), int(0)],
      ]),
    ],
    [{ kind: 'ref', name: 'Row' }, array([int(7), bool(false)])],
  ] as const)('is as small as it gets: %j', (type, value) => {
    expect(smallestValue(SCHEMA, type)).toEqual(value);
    expect(predict(SCHEMA, type, encode(value)).kind).toBe('value');
  });

  it.each([
    { kind: 'datetime', zone: 'aware' },
    { kind: 'datetime', zone: 'naive' },
    { kind: 'time', zone: 'any' },
    { kind: 'date' },
    { kind: 'timedelta' },
    { kind: 'uuid' },
    { kind: 'ext' },
  ] as const)('is a valid $kind', (type) => {
    expect(predict(SCHEMA, type, encode(smallestValue(SCHEMA, type))).kind).toBe('value');
  });

  it('puts what is chosen where it is chosen, also in a field that may be left out', () => {
    const value = smallestValue(SCHEMA, { kind: 'ref', name: 'Tagged' }, (path) =>
      path === 'b' ? text('chosen') : undefined,
    );
    expect(value).toEqual(
      map([
        [text('type'), text('t')],
        [text('a'), int(0)],
        [text('b'), text('chosen')],
      ]),
    );
  });

  it.each([
    { kind: 'str', pattern: '^a$' },
    { kind: 'custom', name: 'C' },
    { kind: 'set', frozen: false, item: { kind: 'int' }, minLength: 2 },
    { kind: 'dict', key: { kind: 'str' }, value: { kind: 'any' }, minLength: 1 },
    { kind: 'ref', name: 'Endless' },
    { kind: 'union', members: [] },
  ] as const)('says so when it cannot make one: $kind', (type) => {
    expect(() => smallestValue(SCHEMA, type)).toThrow(KernelError);
  });

  it('makes a message of every type that marimo sends or receives', () => {
    const schema = newestMarimoSchema();
    for (const { envelope } of schema.channels) {
      for (const { type } of envelope) {
        for (const member of type.kind === 'union' ? type.members : [type]) {
          const bytes = encode(smallestValue(schema, member));
          expect(predict(schema, member, bytes).kind, JSON.stringify(member)).not.toBe('refused');
        }
      }
    }
  });
});
