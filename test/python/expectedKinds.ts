import type { Default, RecordType, Type } from '../../src/schema/index.js';

const ANY: Type = { kind: 'any' };
const NIL: Type = { kind: 'nil' };
const BOOL: Type = { kind: 'bool' };
const INT: Type = { kind: 'int' };
const FLOAT: Type = { kind: 'float' };
const STR: Type = { kind: 'str' };
const INT_SET: Type = { kind: 'set', frozen: false, item: INT };
const COLOUR: Type = {
  kind: 'enum',
  name: 'Colour',
  values: [
    { kind: 'str', value: 'red' },
    { kind: 'str', value: 'blue' },
  ],
  open: false,
};

const union = (...members: readonly Type[]): Type => ({ kind: 'union', members });
const list = (item: Type): Type => ({ kind: 'list', item });
const ref = (name: string): Type => ({ kind: 'ref', name });

/** What the fields of kinds.py become, by record and wire name, in this order. */
export const FIELD_TYPES: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  Scalars: {
    anything: ANY,
    thing: ANY,
    nil: NIL,
    flag: BOOL,
    whole: INT,
    small: { kind: 'int', ge: '-9007199254740993', lt: '9007199254740993', multipleOf: '3' },
    real: FLOAT,
    bounded: { kind: 'float', gt: '0.0', le: '1e+300', multipleOf: '0.1' },
    text: STR,
    pattern: { kind: 'str', pattern: '^é\\d"$', minLength: 1, maxLength: 9 },
    raw_bytes: { kind: 'bytes', as: 'bytes', maxLength: 4 },
    array: { kind: 'bytes', as: 'bytearray' },
    view: { kind: 'bytes', as: 'memoryview' },
    when: { kind: 'datetime', zone: 'any' },
    aware: { kind: 'datetime', zone: 'aware' },
    clock: { kind: 'time', zone: 'naive' },
    day: { kind: 'date' },
    span: { kind: 'timedelta' },
    identity: { kind: 'uuid' },
    amount: { kind: 'decimal' },
    extension: { kind: 'ext' },
    undecoded: { kind: 'raw' },
    described: INT,
    positive: { kind: 'int', gt: '0' },
    final: INT,
    foreign: { kind: 'custom', name: 'kinds.Foreign' },
    iterable: { kind: 'custom', name: 'collections.abc.Iterable' },
  },
  Choices: {
    literal: {
      kind: 'literal',
      values: [
        { kind: 'str', value: 'b' },
        { kind: 'str', value: 'a' },
        { kind: 'int', value: '2' },
        { kind: 'nil' },
      ],
    },
    colour: COLOUR,
    level: {
      kind: 'enum',
      name: 'Level',
      values: [
        { kind: 'int', value: '-1' },
        { kind: 'int', value: '9007199254740993' },
      ],
      open: false,
    },
    bits: {
      kind: 'enum',
      name: 'Bits',
      values: [
        { kind: 'int', value: '1' },
        { kind: 'int', value: '2' },
      ],
      open: true,
    },
    guessing: { kind: 'enum', name: 'Guessing', values: [{ kind: 'int', value: '1' }], open: true },
    own_meta: { kind: 'enum', name: 'MetaColour', values: [{ kind: 'str', value: 'red' }], open: false },
  },
  Collections: {
    items: list(INT),
    bare: list(ANY),
    sequence: { kind: 'list', item: STR, minLength: 1, maxLength: 2 },
    collection: list(STR),
    unique: INT_SET,
    mutable: INT_SET,
    abstract: INT_SET,
    frozen: { kind: 'set', frozen: true, item: STR },
    any_length: { kind: 'sequence', item: INT },
    pair: { kind: 'tuple', items: [INT, STR] },
    nothing: { kind: 'tuple', items: [] },
    by_name: { kind: 'dict', key: STR, value: INT },
    mapping: { kind: 'dict', key: ANY, value: ANY },
    mutable_mapping: { kind: 'dict', key: INT, value: list(STR), maxLength: 1 },
  },
  Unions: {
    optional: union(INT, NIL),
    nested: union(INT, STR, NIL, BOOL, FLOAT),
    with_any: ANY,
    with_object: ANY,
    with_raw: INT,
    raw_or_none: NIL,
    only_raw: { kind: 'raw' },
    with_unset: union(INT, NIL),
    literals: union(
      {
        kind: 'literal',
        values: [
          { kind: 'str', value: 'a' },
          { kind: 'str', value: 'b' },
        ],
      },
      NIL,
    ),
    absorbed: union(STR, { kind: 'literal', values: [{ kind: 'int', value: '1' }] }, NIL),
    merged: { kind: 'int', ge: '0' },
    zones: union({ kind: 'datetime', zone: 'aware' }, NIL),
    foreign: union({ kind: 'custom', name: 'kinds.Foreign' }, NIL),
  },
  Node: {
    value: INT,
    next: union(ref('Node'), NIL),
    children: { kind: 'dict', key: STR, value: ref('Node') },
  },
  Boxes: { open: ref('Box'), ints: ref('Box[list[int], bool]'), text: ref("Box[Literal['a'], int]") },
  Box: { content: ANY, bound: INT },
  'Box[list[int], bool]': { content: list(INT), bound: BOOL },
  "Box[Literal['a'], int]": {
    content: { kind: 'literal', values: [{ kind: 'str', value: 'a' }] },
    bound: INT,
  },
  Twins: { one: ref('kinds.same_name.<locals>.Twin'), two: ref('kinds.same_name.<locals>.Twin~2') },
  // In the order of the annotations, those of the base first.
  Address: { z: INT, a: STR, y: INT, required: INT },
  // Keyword-only fields come last.
  KeywordOnly: { early: INT, late: INT, later: INT },
};

const value = (msgpack: string, python: string): Default => ({ kind: 'value', msgpack, python });
const EMPTY_LIST: Default = { kind: 'factory', name: 'list', fixed: true, msgpack: '90' };

/** What is filled in for the fields of kinds.py, by record and wire name, in this order; null: required. */
export const FIELD_DEFAULTS: Readonly<Record<string, Readonly<Record<string, Default | null>>>> = {
  Defaults: {
    required: null,
    plainInt: value('cf8000000000000000', 'int'),
    plainText: value('a2c3a9', 'str'),
    anEnum: value('a4626c7565', 'kinds.Colour'),
    someBytes: value('c40100', 'bytes'),
    moment: value('d6ff5e0be100', 'datetime.datetime'),
    notANumber: value('cb7ff8000000000000', 'float'),
    aTuple: value('920102', 'tuple'),
    emptyList: EMPTY_LIST,
    aDict: { kind: 'factory', name: 'dict', fixed: true, msgpack: '80' },
    stamp: { kind: 'factory', name: 'time.time', fixed: false, msgpack: null },
    made: { kind: 'factory', name: 'kinds.Defaults.<lambda>', fixed: false, msgpack: null },
    missing: { kind: 'unset' },
    tooLarge: { kind: 'opaque', repr: '18446744073709551616' },
    opaque: { kind: 'opaque', repr: '<kinds.Foreign object>' },
    'na€me😀': value('01', 'int'),
  },
  Address: { z: null, a: null, y: { kind: 'unset' }, required: { kind: 'unset' } },
  Named: { x: null, y: value('c0', 'NoneType') },
  // What the class of a dataclass has is never missing, never filled in and never written.
  Plain: {
    required: null,
    derived: null,
    keyword: null,
    inherited: { kind: 'unset', reads: { kind: 'value', msgpack: '07', python: 'int' } },
    method: { kind: 'unset', reads: { kind: 'opaque', repr: '<function Origin.method>' } },
    plain: { kind: 'unset', reads: { kind: 'value', msgpack: '01', python: 'int' } },
    unset: { kind: 'unset' },
    made: EMPTY_LIST,
    uncalled: { kind: 'unset', reads: { kind: 'value', msgpack: '03', python: 'int' } },
  },
  SlottedDefaults: { required: null, plain: value('01', 'int'), made: EMPTY_LIST },
};

type Rest = Omit<RecordType, 'fields'>;
const STRUCT = {
  kind: 'record',
  flavour: 'struct',
  layout: 'map',
  tag: null,
  unknownFields: 'ignored',
  omitDefaults: false,
  hashable: false,
  postInit: false,
} as const;
const tagged = (text: string): RecordType['tag'] => ({
  value: { kind: 'str', value: text },
  at: { kind: 'field', name: 'type' },
});

/** Everything but the fields. */
export const RECORDS: readonly Rest[] = [
  { ...STRUCT, name: 'Arguments' },
  { ...STRUCT, name: 'Defaults', tag: tagged('defaults'), omitDefaults: true },
  {
    ...STRUCT,
    name: 'Point',
    layout: 'array',
    tag: { value: { kind: 'int', value: '7' }, at: { kind: 'first-item' } },
    unknownFields: 'refused',
    hashable: true,
  },
  { ...STRUCT, name: 'KeywordOnly', tag: tagged('keyword-only'), postInit: true },
  { ...STRUCT, name: 'OwnHash', tag: tagged('own-hash'), hashable: true },
  { ...STRUCT, name: 'Identity', tag: tagged('identity') },
  { ...STRUCT, name: 'Address', flavour: 'typed-dict' },
  {
    ...STRUCT,
    name: 'Named',
    flavour: 'named-tuple',
    layout: 'array',
    unknownFields: 'refused',
    hashable: true,
  },
  {
    ...STRUCT,
    name: 'Plain',
    flavour: 'dataclass',
    postInit: true,
    writeOrder: [
      'required',
      'inherited',
      'method',
      'plain',
      'unset',
      'made',
      'uncalled',
      'derived',
      'keyword',
    ],
  },
  { ...STRUCT, name: 'Slotted', flavour: 'dataclass', hashable: true },
  { ...STRUCT, name: 'SlottedDefaults', flavour: 'dataclass' },
];
