import type { Schema } from 'skewfuzz';

type Record = Schema['types'][string];

/** A message of the shop: a map whose `type` says what it is. */
function message(name: string, tag: string, fields: Record['fields']): Record {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag: { value: { kind: 'str', value: tag }, at: { kind: 'field', name: 'type' } },
    fields,
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit: false,
  };
}

function required(name: string, type: Record['fields'][number]['type']): Record['fields'][number] {
  return { name, attribute: name, type, default: null };
}

/** The protocol of a shop, as data: what may be sent to its kernel on `control`. */
export const shop: Schema = {
  protocol: 'shop',
  release: '1.0.0',
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      envelope: [
        {
          role: 'body',
          codec: 'msgpack',
          type: { kind: 'union', members: ['Order', 'Cancel'].map((name) => ({ kind: 'ref', name })) },
        },
      ],
      python: null,
    },
  ],
  startup: null,
  types: {
    Order: message('Order', 'order', [
      required('id', { kind: 'uuid' }),
      required('items', { kind: 'list', item: { kind: 'str' }, minLength: 1 }),
      required('price', { kind: 'float', ge: '0' }),
    ]),
    Cancel: message('Cancel', 'cancel', [required('id', { kind: 'uuid' })]),
  },
};
