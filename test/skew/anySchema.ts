import * as fc from 'fast-check';
import type {
  Channel,
  Default,
  Field,
  Frame,
  Literal,
  RecordType,
  Schema,
  Tag,
  Type,
} from '../../src/schema/index.js';

const RECORDS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Omega'];
const WIRE_NAMES = ['id', 'name', 'runId', 'run_id', 'size', 'kind', 'constructor'];

const kindOf = <const K extends string>(...kinds: readonly K[]): fc.Arbitrary<{ readonly kind: K }> =>
  fc.constantFrom(...kinds.map((kind) => ({ kind })));

const lengths = { minLength: fc.nat(3), maxLength: fc.integer({ min: 3, max: 6 }) };

const bounds = (
  end: fc.Arbitrary<string>,
): Record<'gt' | 'ge' | 'lt' | 'le' | 'multipleOf', fc.Arbitrary<string>> => ({
  gt: end,
  ge: end,
  lt: end,
  le: end,
  multipleOf: fc.constantFrom('2', '3'),
});

const text: fc.Arbitrary<Literal> = fc
  .constantFrom('a', 'b', 'c', 'd', 'é')
  .map((value) => ({ kind: 'str', value }));
const int: fc.Arbitrary<Literal> = fc
  .constantFrom('-1', '0', '1', '2')
  .map((value) => ({ kind: 'int', value }));
const other: fc.Arbitrary<Literal> = fc.constantFrom<Literal>(
  { kind: 'nil' },
  { kind: 'bool', value: true },
  { kind: 'bool', value: false },
);
const some = (values: fc.Arbitrary<Literal>): fc.Arbitrary<readonly Literal[]> =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) });

const enumeration: fc.Arbitrary<Type> = fc.record({
  kind: fc.constant('enum'),
  name: fc.constantFrom('Colour', 'Level'),
  values: fc.oneof(some(text), some(int)),
  open: fc.boolean(),
});

const scalar: fc.Arbitrary<Type> = fc.oneof(
  kindOf('nil'),
  kindOf('bool', 'date', 'timedelta', 'uuid', 'decimal', 'ext'),
  fc.record(
    { kind: fc.constant('int'), ...bounds(fc.constantFrom('-1', '0', '9223372036854775808')) },
    { requiredKeys: ['kind'] },
  ),
  fc.record(
    { kind: fc.constant('float'), ...bounds(fc.constantFrom('-inf', '0.5', '1e-07', '2')) },
    { requiredKeys: ['kind'] },
  ),
  fc.record(
    { kind: fc.constant('str'), pattern: fc.constantFrom('^a', 'b$'), ...lengths },
    { requiredKeys: ['kind'] },
  ),
  fc.record(
    { kind: fc.constant('bytes'), as: fc.constantFrom('bytes', 'bytearray', 'memoryview'), ...lengths },
    { requiredKeys: ['kind', 'as'] },
  ),
  fc.record({
    kind: fc.constantFrom('datetime', 'time'),
    zone: fc.constantFrom('any', 'aware', 'naive'),
  }),
  fc.record({ kind: fc.constant('literal'), values: some(fc.oneof(text, int, other)) }),
  enumeration,
  fc.record({ kind: fc.constant('custom'), name: fc.constantFrom('lib.A', 'lib.B') }),
  fc.record({ kind: fc.constant('ref'), name: fc.constantFrom(...RECORDS) }),
);

/** Of every kind, nested, referring to records that may not be there. */
const anyType: fc.Arbitrary<Type> = fc.letrec<{ type: Type; member: Type }>((tie) => {
  const type = tie('type');
  return {
    member: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: scalar },
      fc.record(
        { kind: fc.constantFrom('list', 'sequence'), item: type, ...lengths },
        { requiredKeys: ['kind', 'item'] },
      ),
      fc.record(
        { kind: fc.constant('set'), frozen: fc.boolean(), item: type, ...lengths },
        { requiredKeys: ['kind', 'frozen', 'item'] },
      ),
      fc.array(type, { maxLength: 3 }).map((items): Type => ({ kind: 'tuple', items })),
      fc.record(
        { kind: fc.constant('dict'), key: type, value: type, ...lengths },
        { requiredKeys: ['kind', 'key', 'value'] },
      ),
    ),
    type: fc.oneof(
      { weight: 1, arbitrary: kindOf('any', 'raw') },
      { weight: 6, arbitrary: tie('member') },
      {
        weight: 4,
        arbitrary: fc
          .uniqueArray(tie('member'), { minLength: 2, maxLength: 4, selector: slot })
          .map((members): Type => ({ kind: 'union', members })),
      },
    ),
  };
}).type;

/** No scalar kind stands twice in a union. */
function slot(type: Type): string {
  return type.kind === 'ref' ? `ref ${type.name}` : type.kind;
}

const defaultValue = fc.constantFrom<Default>(
  { kind: 'value', msgpack: 'c0', python: 'NoneType' },
  { kind: 'value', msgpack: '01', python: 'int' },
  { kind: 'opaque', repr: '<object>' },
  { kind: 'factory', name: 'list', fixed: true, msgpack: '90' },
  { kind: 'factory', name: 'time.time', fixed: false, msgpack: null },
  { kind: 'unset' },
  { kind: 'unset', reads: { kind: 'value', msgpack: 'c3', python: 'bool' } },
);

const field: fc.Arbitrary<Field> = fc.record({
  name: fc.constantFrom(...WIRE_NAMES),
  attribute: fc.constantFrom(...WIRE_NAMES),
  type: anyType,
  default: fc.option(defaultValue),
});

const tag: fc.Arbitrary<Tag> = fc.record({
  value: fc.oneof(
    fc.constantFrom('alpha', 'beta', 'gamma').map((value) => ({ kind: 'str', value }) as const),
    fc.constantFrom('0', '1', '7').map((value) => ({ kind: 'int', value }) as const),
  ),
  at: fc.constantFrom<Tag['at']>(
    { kind: 'field', name: 'type' },
    { kind: 'field', name: 'op' },
    { kind: 'first-item' },
    { kind: 'frame', index: 0 },
  ),
});

const record = (name: string): fc.Arbitrary<RecordType> =>
  fc.uniqueArray(field, { maxLength: 5, selector: ({ name: wire }) => wire }).chain((fields) =>
    fc.record(
      {
        kind: fc.constant('record'),
        name: fc.constant(name),
        flavour: fc.constantFrom('struct', 'dataclass', 'typed-dict', 'named-tuple'),
        layout: fc.constantFrom('map', 'array'),
        tag: fc.option(tag),
        fields: fc.constant(fields),
        unknownFields: fc.constantFrom('ignored', 'refused'),
        omitDefaults: fc.boolean(),
        hashable: fc.boolean(),
        postInit: fc.boolean(),
        writeOrder: fc.shuffledSubarray(
          fields.map(({ name: wire }) => wire),
          { minLength: fields.length },
        ),
      },
      {
        requiredKeys: [
          'kind',
          'name',
          'flavour',
          'layout',
          'tag',
          'fields',
          'unknownFields',
          'omitDefaults',
          'hashable',
          'postInit',
        ],
      },
    ),
  );

const frame = (role: Frame['role']): fc.Arbitrary<Frame> =>
  fc.record({
    role: fc.constant(role),
    codec: fc.constantFrom('msgpack', 'json', 'json-in-msgpack-bin', 'utf8', 'pickle', 'json-in-pickle'),
    type: anyType,
  });

const envelope: fc.Arbitrary<readonly Frame[]> = fc
  .tuple(
    fc.array(fc.constantFrom<Frame['role']>('tag', 'route'), { maxLength: 2 }),
    fc.array(fc.constantFrom<Frame['role']>('tag', 'route'), { maxLength: 1 }),
  )
  .chain(([before, after]) => {
    const roles: readonly Frame['role'][] = [...before, 'body', ...after];
    return fc.tuple(...roles.map((role) => frame(role)));
  });

const channel: fc.Arbitrary<Channel> = fc.record({
  name: fc.constantFrom('control', 'input', 'stream', 'side'),
  direction: fc.constantFrom('to-kernel', 'from-kernel'),
  envelope,
  python: fc.constantFrom(null, 'lib:Message'),
});

/** Schemas of every kind of type, both layouts, tags in each position, nesting and recursion; names from a small stock. */
export const anySchema: fc.Arbitrary<Schema> = fc
  .record({
    protocol: fc.constantFrom('one', 'two'),
    release: fc.constantFrom('1.0', '2.0'),
    channels: fc.uniqueArray(channel, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    startup: fc.option(frame('body')),
    records: fc
      .subarray(RECORDS, { minLength: 1 })
      .chain((names) => fc.tuple(...names.map((name) => record(name)))),
  })
  .map(({ records, ...rest }) => {
    const names = records.map(({ name }) => name);
    const known = new Set(names);
    const types = Object.fromEntries(records.map((found) => [found.name, found]));
    return redirect({ ...rest, types }, (name) => (known.has(name) ? name : (names[0] ?? name)));
  });

/** The same data with every reference turned by `change`; on plain JSON, so that it does not lean on what it tests. */
export function redirect<T>(data: T, change: (name: string) => string): T {
  const turned: T = JSON.parse(JSON.stringify(data), (_key, value: Type | null) => {
    if (value?.kind === 'ref') return { kind: 'ref', name: change(value.name) };
    return value?.kind === 'union' ? unionOf(value.members) : value;
  });
  return turned;
}

/** References that now lead to one record are one member. */
function unionOf(given: readonly Type[]): Type | undefined {
  const members = [...new Map(given.map((member) => [slot(member), member])).values()];
  return members.length > 1 ? { kind: 'union', members } : members[0];
}
