import type { RecordType, Schema } from '../../src/schema/index.js';

/** A record with every member at its plainest. */
export function record(name: string, parts: Partial<RecordType> = {}): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: { value: { kind: 'str', value: name.toLowerCase() }, at: { kind: 'field', name: 'type' } },
    fields: [],
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: false,
    ...parts,
  };
}

/** Two commands and an untagged text to the kernel, one notification from it. */
export const SMALL_SCHEMA: Schema = {
  protocol: 'small',
  release: '1.0',
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      envelope: [
        { role: 'route', codec: 'utf8', type: { kind: 'str' } },
        {
          role: 'body',
          codec: 'msgpack',
          type: {
            kind: 'union',
            members: [{ kind: 'ref', name: 'Ping' }, { kind: 'nil' }, { kind: 'ref', name: 'Stop' }],
          },
        },
      ],
      python: 'small:Command',
    },
    {
      name: 'input',
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec: 'msgpack', type: { kind: 'str' } }],
      python: null,
    },
    {
      name: 'stream',
      direction: 'from-kernel',
      envelope: [{ role: 'body', codec: 'json-in-msgpack-bin', type: { kind: 'ref', name: 'Pong' } }],
      python: 'small:Pong',
    },
  ],
  startup: { role: 'body', codec: 'json', type: { kind: 'ref', name: 'Plain' } },
  types: {
    Ping: record('Ping', {
      fields: [
        { name: 'seq', attribute: 'seq', type: { kind: 'int', ge: '0' }, default: null },
        {
          name: 'inner',
          attribute: 'inner',
          type: { kind: 'list', item: { kind: 'ref', name: 'Plain' }, maxLength: 3 },
          default: { kind: 'factory', name: 'list', fixed: true, msgpack: '90' },
        },
      ],
    }),
    Plain: record('Plain', { tag: null, flavour: 'dataclass' }),
    Pong: record('Pong'),
    Stop: record('Stop', {
      tag: { value: { kind: 'int', value: '18446744073709551615' }, at: { kind: 'first-item' } },
      layout: 'array',
    }),
  },
};
