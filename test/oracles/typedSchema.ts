import type { Target } from '../../src/oracles/index.js';
import type { Field, RecordType, Schema, Type } from '../../src/schema/index.js';

function field(name: string, type: Type, preset: Field['default'] = null): Field {
  return { name, attribute: name, type, default: preset };
}

function struct(name: string, tag: string | null, fields: readonly Field[]): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: tag === null ? null : { value: { kind: 'str', value: tag }, at: { kind: 'field', name: 'type' } },
    fields,
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: tag === 'guarded',
  };
}

const CLOCK = { kind: 'factory', name: 'time.time', fixed: false, msgpack: null } as const;

/** Commands with a field of each interesting sort, by which a typed echo decodes. */
export const TYPED: Schema = {
  protocol: 'typed',
  release: '1',
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      envelope: [
        {
          role: 'body',
          codec: 'msgpack',
          type: {
            kind: 'union',
            members: ['Ping', 'Stamp', 'Guarded'].map((name) => ({ kind: 'ref', name })),
          },
        },
      ],
      python: null,
    },
    {
      name: 'input',
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'str' } }],
      python: null,
    },
  ],
  startup: null,
  types: {
    Ping: struct('Ping', 'ping', [
      field('id', { kind: 'int' }),
      field(
        'codes',
        { kind: 'dict', key: { kind: 'str' }, value: { kind: 'any' } },
        {
          kind: 'factory',
          name: 'dict',
          fixed: true,
          msgpack: '80',
        },
      ),
    ]),
    Stamp: struct('Stamp', 'stamp', [field('id', { kind: 'int' }), field('at', { kind: 'float' }, CLOCK)]),
    Guarded: struct('Guarded', 'guarded', [field('id', { kind: 'int' })]),
  },
};

export const TYPED_ECHO: Target = {
  name: 'typed-echo',
  schema: TYPED,
  answers: { kind: 'typed-echo', schema: TYPED, loses: [] },
};
