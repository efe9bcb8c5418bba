import { describe, expect, it } from 'vitest';
import { fingerprint, type Schema } from '../../src/schema/index.js';
import { apply, SkewError, type SkewOp, type SkewOpKind } from '../../src/skew/index.js';
import { field, INT, NULL, record, STR, TWO } from './demo.js';
import { demo, EXAMPLES } from './examples.js';

/** The error that applying these ops ends with. */
function refusal(ops: readonly SkewOp[], schema: Schema = demo): SkewError {
  try {
    apply(schema, ops);
  } catch (error) {
    if (error instanceof SkewError) return error;
    throw error;
  }
  throw new Error('the ops were applied');
}

/** An example with some of its data changed. */
function example<K extends SkewOpKind>(kind: K, change: Partial<SkewOp<K>>): SkewOp<K> {
  return { ...EXAMPLES[kind], ...change };
}

const RUN = { kind: 'record', record: 'Run' } as const;
const run = (name: string): { kind: 'field'; record: string; field: string } => ({
  kind: 'field',
  record: 'Run',
  field: name,
});
const type = (name: string): { kind: 'type'; of: ReturnType<typeof run>; steps: [] } => ({
  kind: 'type',
  of: run(name),
  steps: [],
});

const UNFIT: readonly (readonly [what: string, op: SkewOp, got: string])[] = [
  [
    'a record that is not there',
    example('layout-changed', { path: { kind: 'record', record: 'toString' } }),
    'without it',
  ],
  ['a field that is not there', example('field-renamed', { path: run('nothing') }), 'without it'],
  [
    'a channel that is not there',
    example('channel-removed', { path: { kind: 'channel', channel: 'x' } }),
    'without it',
  ],
  [
    'a frame that is not there',
    example('codec-changed', { path: { kind: 'frame', channel: 'control', index: 2 } }),
    'an envelope of 2',
  ],
  [
    'a step that leads nowhere',
    example('nil-added', { path: { ...type('code'), steps: [{ kind: 'item' }] } }),
    'one of the kind str',
  ],
  ['another value than the op says', example('default-changed', { from: TWO }), '"msgpack":"01"'],
  ['another type than the op says', example('type-changed', { from: INT }), '{"kind":"str"}'],
  [
    'another field than the op says',
    example('field-removed', { field: field('code', INT) }),
    '{"kind":"str"}',
  ],
  ['a name that another field has', example('field-renamed', { to: 'code' }), '"code"'],
  ['a field that is there already', example('field-added', { field: field('code', STR) }), 'has "code"'],
  ['a record that is there already', example('record-renamed', { to: 'Stop' }), '"Stop"'],
  ['a record filed under another name', example('record-added', { record: record('Other', []) }), '"Other"'],
  [
    'a channel that is there already',
    example('channel-added', {
      path: { kind: 'channel', channel: 'side' },
      channel: { name: 'input', direction: 'to-kernel', envelope: [], python: null },
    }),
    '"input"',
  ],
  ['a place beyond the end', example('field-added', { index: 10 }), '10'],
  ['an order that names a place twice', example('values-reordered', { order: [0, 0] }), '[0, 0]'],
  ['an order of another length', example('channels-reordered', { order: [0] }), '[0]'],
  [
    'map fields of an array',
    example('field-added', { path: { kind: 'record', record: 'Point' } }),
    'array layout',
  ],
  ['array fields of a map', example('array-field-appended', { path: RUN }), 'map layout'],
  [
    'a last field that is not the last',
    example('array-field-dropped', { path: { kind: 'field', record: 'Point', field: 'x' } }),
    'unit',
  ],
  [
    'a field from within that is the last',
    example('array-field-removed', { path: { kind: 'field', record: 'Point', field: 'unit' } }),
    'the last one',
  ],
  ['an insertion behind the last field', example('array-field-inserted', { index: 3 }), '3'],
  ['a tag where there is one', example('record-tagged', { path: RUN }), '"run"'],
  [
    'no tag where one is turned',
    example('record-retagged', { path: { kind: 'record', record: 'Spare' } }),
    'one without',
  ],
  [
    'a tag of another kind as another value',
    example('record-retagged', { to: { kind: 'int', value: '1' } }),
    'str and int',
  ],
  [
    'a tag of one kind as another kind',
    example('tag-retyped', { to: { kind: 'str', value: 'x' } }),
    'two of the kind str',
  ],
  ['a flag that is so already', { kind: 'unknown-fields-ignored', path: RUN }, 'ignored'],
  ['constraints that the type does not take', example('constraints-loosened', { to: { ge: '1' } }), 'ge'],
  ['a value that is listed', example('value-added', { value: { kind: 'str', value: 'red' } }), 'red'],
  ['values of what lists none', example('value-added', { path: type('code') }), 'str'],
  ['an enum that is none', example('enum-renamed', { path: type('code') }), 'str'],
  ['elements of what is no tuple', example('element-added', { path: type('code') }), 'str'],
  ['a member that is there', example('nil-added', { path: type('owner') }), '{"kind":"nil"}'],
  [
    'the only member taken away',
    example('member-removed', { path: type('code'), member: STR, index: 0 }),
    'none',
  ],
  ['anything in a union', example('member-added', { member: { kind: 'any' } }), 'any'],
  ['a startup document where there is one', EXAMPLES['startup-added'], '"Spare"'],
];

describe('apply', () => {
  it.each(UNFIT)('refuses %s', (_what, op, got) => {
    const error = refusal([op]);
    expect(error.kind).toBe('unfit');
    expect(error.message).toContain(`The op ${op.kind} was applied at `);
    expect(error.message.split('got ').at(-1)).toContain(got);
  });

  it('refuses ops that leave a reference to nothing, no body or no channel', () => {
    const gone = refusal([{ kind: 'record-removed', path: { kind: 'record', record: 'Point' } }]);
    expect([gone.kind, gone.message]).toEqual(['broken', expect.stringContaining('one to "Point"')]);
    const frame = demo.channels[1]?.envelope[0];
    if (frame === undefined) throw new Error('the demo has no such frame');
    const path = { kind: 'frame', channel: 'input', index: 0 } as const;
    expect(refusal([{ kind: 'frame-removed', path, frame }]).message).toContain('expected one body');
    const channels = demo.channels.map(({ name }): SkewOp => ({
      kind: 'channel-removed',
      path: { kind: 'channel', channel: name },
    }));
    expect(refusal(channels).message).toContain('expected at least one channel');
  });

  it('lets a reference lead nowhere until the op that mends it', () => {
    const point = demo.types['Point'];
    if (point === undefined) throw new Error('the demo has no Point');
    const path = { kind: 'record', record: 'Point' } as const;
    expect(
      apply(demo, [
        { kind: 'record-removed', path },
        { kind: 'record-added', path, record: point },
      ]),
    ).toEqual(demo);
  });

  it('turns every reference to a renamed record', () => {
    const renamed = apply(demo, [
      { kind: 'record-renamed', path: { kind: 'record', record: 'Point' }, to: 'Dot' },
    ]);
    expect(JSON.stringify(renamed)).not.toContain('"Point"');
    expect(renamed.types['Run']?.fields[7]?.type).toEqual({ kind: 'ref', name: 'Dot' });
  });

  it('keeps the order of writing in step with the fields', () => {
    const order: SkewOp = {
      kind: 'write-order-changed',
      path: { kind: 'record', record: 'Point' },
      from: null,
      to: ['unit', 'y', 'x'],
    };
    const changed = apply(demo, [
      order,
      { kind: 'array-field-appended', path: { kind: 'record', record: 'Point' }, field: field('z', INT) },
      { kind: 'field-renamed', path: { kind: 'field', record: 'Point', field: 'y' }, to: 'why' },
      {
        ...EXAMPLES['array-field-removed'],
        path: { kind: 'field', record: 'Point', field: 'unit' },
        field: field('unit', STR, NULL),
      },
    ]);
    expect(changed.types['Point']?.writeOrder).toEqual(['why', 'x', 'z']);
  });

  it('gives back a schema and nothing that was true of a file', () => {
    const file = { ...demo, fingerprint: fingerprint(demo), format: 'skewfuzz-schema', version: 1, made: {} };
    expect(Object.keys(apply(file, []))).toEqual(['protocol', 'release', 'channels', 'startup', 'types']);
  });

  it('leaves the schema it was given as it was', () => {
    const before = structuredClone(demo);
    for (const kind of ['field-added', 'record-renamed', 'nil-added', 'frame-added'] as const)
      apply(demo, [EXAMPLES[kind]]);
    expect(demo).toEqual(before);
  });
});
