import type { Schema, Type } from '../../src/schema/index.js';
import type { FieldPath, RecordPath, SkewOp, SkewOpKind, TypePath } from '../../src/skew/index.js';
import { field, INT, NIL, NULL, ONE, record, STR, tag, TWO, union, values } from './demo.js';

const LIST: Type = { kind: 'list', item: { kind: 'str', maxLength: 80 } };
const PAIR: Type = { kind: 'tuple', items: [INT, INT] };
const COLOUR = values('enum', 'red', 'green');

const run = record(
  'Run',
  [
    field('runId', STR),
    field('code', STR),
    field('retries', INT, ONE),
    field('owner', union(STR, NIL), NULL),
    field('lines', LIST),
    field('span', PAIR),
    field('colour', COLOUR),
    field('point', { kind: 'ref', name: 'Point' }),
    field('limit', union(INT, NIL), NULL),
  ],
  tag('run'),
);
const stop = record('Stop', [], tag('stop'));
const point = record('Point', [field('x', INT), field('y', INT), field('unit', STR, NULL)], {
  layout: 'array',
});
const spare = record('Spare', []);
const input: Schema['channels'][number] = {
  name: 'input',
  direction: 'to-kernel',
  envelope: [{ role: 'body', codec: 'utf8', type: STR }],
  python: null,
};

/** The schema that every example fits. */
export const demo: Schema = {
  protocol: 'demo',
  release: '1.0',
  channels: [
    {
      name: 'control',
      direction: 'to-kernel',
      envelope: [
        { role: 'route', codec: 'utf8', type: STR },
        {
          role: 'body',
          codec: 'msgpack',
          type: union({ kind: 'ref', name: 'Run' }, { kind: 'ref', name: 'Stop' }),
        },
      ],
      python: 'demo:Command',
    },
    input,
  ],
  startup: { role: 'body', codec: 'json', type: { kind: 'ref', name: 'Spare' } },
  types: { Run: run, Stop: stop, Point: point, Spare: spare },
};

const RUN: RecordPath = { kind: 'record', record: 'Run' };
const POINT: RecordPath = { kind: 'record', record: 'Point' };
const CONTROL = { kind: 'channel', channel: 'control' } as const;
const BODY = { kind: 'type', of: { kind: 'frame', channel: 'control', index: 1 }, steps: [] } as const;
const SCHEMA = { kind: 'schema' } as const;
const STARTUP = { kind: 'startup' } as const;
const ROUTE = { kind: 'frame', channel: 'control', index: 0 } as const;

function at(name: string, of = 'Run'): FieldPath {
  return { kind: 'field', record: of, field: name };
}

function typeOf(name: string, ...steps: TypePath['steps']): TypePath {
  return { kind: 'type', of: at(name), steps };
}

/** The steps that make the schema ready for the example. */
export const BEFORE: { readonly [K in SkewOpKind]?: readonly SkewOp[] } = {
  'record-removed': [
    {
      kind: 'startup-removed',
      path: STARTUP,
      frame: { role: 'body', codec: 'json', type: { kind: 'ref', name: 'Spare' } },
    },
  ],
  'record-tagged': [
    { kind: 'record-untagged', path: { kind: 'record', record: 'Stop' }, tag: tagOf('stop') },
  ],
  'union-tag-added': [
    { kind: 'record-tagged', path: { kind: 'record', record: 'Spare' }, tag: tagOf('spare') },
  ],
  'unknown-fields-ignored': [{ kind: 'unknown-fields-refused', path: RUN }],
  'startup-added': [
    {
      kind: 'startup-removed',
      path: STARTUP,
      frame: { role: 'body', codec: 'json', type: { kind: 'ref', name: 'Spare' } },
    },
  ],
  'enum-closed': [{ kind: 'enum-opened', path: typeOf('colour') }],
};

function tagOf(value: string): {
  value: { kind: 'str'; value: string };
  at: { kind: 'field'; name: string };
} {
  return { value: { kind: 'str', value }, at: { kind: 'field', name: 'type' } };
}

const NUMBER = field('number', INT, ONE);
const TEXT = (value: string): { readonly kind: 'str'; readonly value: string } => ({ kind: 'str', value });

/** One op of each kind, for the page on ops. */
export const EXAMPLES: { readonly [K in SkewOpKind]: SkewOp<K> } = {
  'protocol-renamed': { kind: 'protocol-renamed', path: SCHEMA, from: 'demo', to: 'example' },
  'release-changed': { kind: 'release-changed', path: SCHEMA, from: '1.0', to: '1.1' },
  'record-added': {
    kind: 'record-added',
    path: { kind: 'record', record: 'Extra' },
    record: record('Extra', []),
  },
  'record-removed': { kind: 'record-removed', path: { kind: 'record', record: 'Spare' } },
  'record-renamed': { kind: 'record-renamed', path: RUN, to: 'RunCommand' },
  'record-replaced': {
    kind: 'record-replaced',
    path: RUN,
    record: record('Run', [field('a', INT), field('b', INT)]),
  },

  'field-added': { kind: 'field-added', path: RUN, index: 2, field: NUMBER },
  'field-removed': { kind: 'field-removed', path: at('code'), field: field('code', STR) },
  'field-renamed': { kind: 'field-renamed', path: at('retries'), to: 'maxRetries' },
  'attribute-renamed': { kind: 'attribute-renamed', path: at('runId'), from: 'runId', to: 'run_id' },
  'made-required': { kind: 'made-required', path: at('retries'), from: ONE },
  'made-optional': { kind: 'made-optional', path: at('code'), to: NULL },
  'default-changed': { kind: 'default-changed', path: at('retries'), from: ONE, to: TWO },
  'fields-reordered': { kind: 'fields-reordered', path: RUN, order: [1, 0, 2, 3, 4, 5, 6, 7, 8] },
  'array-field-appended': { kind: 'array-field-appended', path: POINT, field: field('z', INT, ONE) },
  'array-field-inserted': { kind: 'array-field-inserted', path: POINT, index: 1, field: field('z', INT) },
  'array-field-dropped': {
    kind: 'array-field-dropped',
    path: at('unit', 'Point'),
    field: field('unit', STR, NULL),
  },
  'array-field-removed': { kind: 'array-field-removed', path: at('y', 'Point'), field: field('y', INT) },
  'array-fields-reordered': { kind: 'array-fields-reordered', path: POINT, order: [1, 0, 2] },

  'record-tagged': { kind: 'record-tagged', path: { kind: 'record', record: 'Stop' }, tag: tagOf('stop') },
  'record-untagged': {
    kind: 'record-untagged',
    path: { kind: 'record', record: 'Stop' },
    tag: tagOf('stop'),
  },
  'record-retagged': { kind: 'record-retagged', path: RUN, from: TEXT('run'), to: TEXT('start') },
  'tag-retyped': { kind: 'tag-retyped', path: RUN, from: TEXT('run'), to: { kind: 'int', value: '1' } },
  'tag-field-renamed': { kind: 'tag-field-renamed', path: RUN, from: 'type', to: 'op' },
  'tag-moved': {
    kind: 'tag-moved',
    path: RUN,
    from: { kind: 'field', name: 'type' },
    to: { kind: 'frame', index: 1 },
  },

  'layout-changed': { kind: 'layout-changed', path: RUN, from: 'map', to: 'array' },
  'flavour-changed': { kind: 'flavour-changed', path: RUN, from: 'struct', to: 'dataclass' },
  'unknown-fields-refused': { kind: 'unknown-fields-refused', path: RUN },
  'unknown-fields-ignored': { kind: 'unknown-fields-ignored', path: RUN },
  'omit-defaults-changed': { kind: 'omit-defaults-changed', path: RUN, to: true },
  'hashable-changed': { kind: 'hashable-changed', path: RUN, to: true },
  'post-init-changed': { kind: 'post-init-changed', path: RUN, to: true },
  'write-order-changed': {
    kind: 'write-order-changed',
    path: POINT,
    from: null,
    to: ['y', 'x', 'unit'],
  },

  'type-widened': { kind: 'type-widened', path: typeOf('retries'), from: INT, to: { kind: 'float' } },
  'type-narrowed': {
    kind: 'type-narrowed',
    path: typeOf('code'),
    from: STR,
    to: { kind: 'uuid' },
  },
  'type-changed': {
    kind: 'type-changed',
    path: typeOf('code'),
    from: STR,
    to: { kind: 'bytes', as: 'bytes' },
  },
  'constraints-tightened': {
    kind: 'constraints-tightened',
    path: typeOf('lines', { kind: 'item' }),
    from: { maxLength: 80 },
    to: { maxLength: 40 },
  },
  'constraints-loosened': {
    kind: 'constraints-loosened',
    path: typeOf('lines', { kind: 'item' }),
    from: { maxLength: 80 },
    to: {},
  },
  'constraints-changed': {
    kind: 'constraints-changed',
    path: typeOf('lines', { kind: 'item' }),
    from: { maxLength: 80 },
    to: { minLength: 1, maxLength: 100 },
  },
  'value-added': { kind: 'value-added', path: typeOf('colour'), index: 2, value: TEXT('blue') },
  'value-removed': { kind: 'value-removed', path: typeOf('colour'), index: 1, value: TEXT('green') },
  'values-reordered': { kind: 'values-reordered', path: typeOf('colour'), order: [1, 0] },
  'enum-renamed': { kind: 'enum-renamed', path: typeOf('colour'), from: 'Colour', to: 'Color' },
  'enum-opened': { kind: 'enum-opened', path: typeOf('colour') },
  'enum-closed': { kind: 'enum-closed', path: typeOf('colour') },
  'nil-added': { kind: 'nil-added', path: typeOf('code'), index: 1 },
  'nil-removed': { kind: 'nil-removed', path: typeOf('owner'), index: 1 },
  'member-added': { kind: 'member-added', path: typeOf('limit'), index: 1, member: STR },
  'member-removed': { kind: 'member-removed', path: typeOf('limit'), index: 0, member: INT },
  'union-tag-added': { kind: 'union-tag-added', path: BODY, index: 2, record: 'Spare', tag: TEXT('spare') },
  'union-tag-removed': { kind: 'union-tag-removed', path: BODY, index: 1, record: 'Stop', tag: TEXT('stop') },
  'members-reordered': { kind: 'members-reordered', path: BODY, order: [1, 0] },
  'element-added': { kind: 'element-added', path: typeOf('span'), index: 2, element: INT },
  'element-removed': { kind: 'element-removed', path: typeOf('span'), index: 1, element: INT },

  'channel-added': {
    kind: 'channel-added',
    path: { kind: 'channel', channel: 'side' },
    index: 2,
    channel: { ...input, name: 'side' },
  },
  'channel-removed': { kind: 'channel-removed', path: { kind: 'channel', channel: 'input' } },
  'channels-reordered': { kind: 'channels-reordered', path: SCHEMA, order: [1, 0] },
  'channel-turned': { kind: 'channel-turned', path: CONTROL, from: 'to-kernel', to: 'from-kernel' },
  'channel-python-changed': {
    kind: 'channel-python-changed',
    path: CONTROL,
    from: 'demo:Command',
    to: 'demo.commands:Command',
  },
  'codec-changed': { kind: 'codec-changed', path: ROUTE, from: 'utf8', to: 'msgpack' },
  'frame-added': { kind: 'frame-added', path: ROUTE, frame: { role: 'tag', codec: 'utf8', type: STR } },
  'frame-removed': { kind: 'frame-removed', path: ROUTE, frame: { role: 'route', codec: 'utf8', type: STR } },
  'startup-added': {
    kind: 'startup-added',
    path: STARTUP,
    frame: { role: 'body', codec: 'json', type: STR },
  },
  'startup-removed': {
    kind: 'startup-removed',
    path: STARTUP,
    frame: { role: 'body', codec: 'json', type: { kind: 'ref', name: 'Spare' } },
  },
};
