import { readFileSync } from 'node:fs';
import { readSnapshot, type Field, type RecordType, type Schema, type Type } from '../../src/schema/index.js';

/** The newest marimo, as committed. */
export const marimo: Schema = readSnapshot(
  readFileSync(new URL('../../schemas/marimo-0.25.2.json', import.meta.url), 'utf8'),
);

function field(name: string, type: Type, required = true): Field {
  return { name, attribute: name, type, default: required ? null : { kind: 'unset' } };
}

function record(
  name: string,
  tag: string | null,
  fields: readonly Field[],
  more: Partial<RecordType> = {},
): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: tag === null ? null : { value: { kind: 'str', value: tag }, at: { kind: 'field', name: 'op' } },
    fields,
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: false,
    ...more,
  };
}

const str: Type = { kind: 'str' };
const int: Type = { kind: 'int' };

const types: readonly RecordType[] = [
  record('Leaves', 'leaves', [
    field('id', str),
    field('flag', { kind: 'bool' }),
    field('none', { kind: 'nil' }),
    field('count', int),
    field('ratio', { kind: 'float' }),
    field('blob', { kind: 'bytes', as: 'bytes' }),
    field('anything', { kind: 'any' }),
    field('colour', {
      kind: 'enum',
      name: 'Colour',
      open: false,
      values: ['red', 'é'].map((value) => ({ kind: 'str', value })),
    }),
    field('level', { kind: 'literal', values: [{ kind: 'int', value: '-7' }, { kind: 'nil' }] }),
    field('ext', { kind: 'ext' }),
    field('raw', { kind: 'raw' }),
  ]),
  record('Bounded', 'bounded', [
    field('percent', { kind: 'int', ge: '0', le: '100' }),
    field('negative', { kind: 'int', lt: '-5', multipleOf: '3' }),
    field('tight', { kind: 'int', gt: '9007199254740991', le: '9007199254740993' }),
    field('part', { kind: 'float', gt: '0', lt: '1' }),
    field('name', { kind: 'str', minLength: 3, maxLength: 5 }),
    field('key', { kind: 'bytes', as: 'bytes', minLength: 16, maxLength: 16 }),
    field('some', { kind: 'list', item: int, minLength: 2, maxLength: 4 }),
    field('named', { kind: 'dict', key: str, value: int, minLength: 3 }),
    field('set', { kind: 'set', frozen: false, item: { kind: 'any' } }),
    field('pair', { kind: 'tuple', items: [int, str] }),
  ]),
  record('Times', 'times', [
    field('any', { kind: 'datetime', zone: 'any' }),
    field('aware', { kind: 'datetime', zone: 'aware' }),
    field('naive', { kind: 'datetime', zone: 'naive' }),
    field('clock', { kind: 'time', zone: 'any' }),
    field('day', { kind: 'date' }),
    field('span', { kind: 'timedelta' }),
    field('uuid', { kind: 'uuid' }),
    field('price', { kind: 'decimal' }),
  ]),
  record('Tree', 'tree', [
    field('children', { kind: 'list', item: { kind: 'ref', name: 'Tree' } }),
    field('point', { kind: 'union', members: [{ kind: 'ref', name: 'Point' }, { kind: 'nil' }] }),
    field('next', { kind: 'union', members: [{ kind: 'nil' }, { kind: 'ref', name: 'Tree' }] }, false),
  ]),
  record('Strict', 'strict', [field('a', int), field('b', str, false)], { unknownFields: 'refused' }),
  record('Point', null, [field('x', int), field('y', int), field('label', str, false)], { layout: 'array' }),
];

/** A protocol with every kind of type that a message may hold; nobody has said what is harmless in it. */
export const every: Schema = {
  protocol: 'every-kind',
  release: '1',
  startup: null,
  types: Object.fromEntries(types.map((type) => [type.name, type])),
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      python: null,
      envelope: [
        {
          role: 'body',
          codec: 'msgpack',
          type: {
            kind: 'union',
            members: ['Leaves', 'Bounded', 'Times', 'Tree', 'Strict'].map((name) => ({ kind: 'ref', name })),
          },
        },
      ],
    },
    {
      name: 'points',
      direction: 'to-kernel',
      python: null,
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'ref', name: 'Point' } }],
    },
    {
      name: 'input',
      direction: 'to-kernel',
      python: null,
      envelope: [{ role: 'body', codec: 'msgpack', type: str }],
    },
    {
      name: 'blind',
      direction: 'to-kernel',
      python: null,
      envelope: [{ role: 'body', codec: 'json', type: str }],
    },
  ],
};
