import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  importSchema,
  readSnapshot,
  SchemaError,
  UNSURE,
  writeSnapshot,
  type RecordType,
  type Snapshot,
  type Type,
} from '../../../src/schema/index.js';

type Loose = Readonly<Record<string, unknown>>;

function imported(document: unknown, type = '#'): Snapshot {
  return importSchema(JSON.stringify(document), {
    protocol: 'p',
    channels: [{ name: 'c', direction: 'to-kernel', codec: 'json', type }],
  });
}

/** The type that a schema becomes, and what is not known of it: all of it stands in the one channel. */
function typeOf(schema: unknown): { readonly type: Type | undefined; readonly unsure: readonly string[] } {
  const { channels, unsure = [] } = imported({ schema }, '#/schema');
  const [body] = channels[0]?.envelope ?? [];
  return {
    type: body?.type,
    unsure: unsure.filter(({ path }) => path === '$.channels[0].envelope[0].type').map(({ about }) => about),
  };
}

function record(name: string, document: Loose): RecordType | undefined {
  return imported(document).types[name];
}

function refusal(document: unknown, type = '#'): { readonly kind: string; readonly path: string } {
  try {
    imported(document, type);
  } catch (error) {
    if (error instanceof SchemaError) return { kind: error.kind, path: error.path };
    throw error;
  }
  return { kind: 'imported', path: '' };
}

const int: Type = { kind: 'int' };
const str: Type = { kind: 'str' };
const any: Type = { kind: 'any' };
const nil: Type = { kind: 'nil' };
const literal = (...values: readonly string[]): Type => ({
  kind: 'literal',
  values: values.map((value) => ({ kind: 'str', value })),
});

describe('importSchema', () => {
  it.each<[what: string, schema: unknown, type: Type, unsure: readonly string[]]>([
    ['nothing', {}, any, ['any']],
    ['true', true, any, ['any']],
    ['a title', { title: 'A', description: 'b', 'x-own': 1 }, any, ['any']],
    ['null', { type: 'null' }, nil, []],
    ['a boolean', { type: 'boolean' }, { kind: 'bool' }, []],
    ['an integer', { type: 'integer' }, int, []],
    [
      'an integer with bounds',
      { type: 'integer', minimum: -1, exclusiveMaximum: 9, multipleOf: 2 },
      { kind: 'int', ge: '-1', lt: '9', multipleOf: '2' },
      [],
    ],
    [
      'bounds of before 2020',
      { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
      { kind: 'int', gt: '1', le: '5' },
      [],
    ],
    ['a bound that JSON blurs', { type: 'integer', minimum: 2 ** 60 }, int, ['keyword']],
    [
      'a number',
      { type: 'number', exclusiveMinimum: 0, maximum: 1e-7, multipleOf: 1e22 },
      { kind: 'float', gt: '0.0', le: '1e-07', multipleOf: '1e+22' },
      ['number'],
    ],
    [
      'a string',
      { type: 'string', minLength: 1, maxLength: 3, pattern: '^a' },
      { kind: 'str', minLength: 1, maxLength: 3, pattern: '^a' },
      [],
    ],
    ['a string of a format of its own', { type: 'string', format: 'cell-id' }, str, ['format']],
    ['a date and time', { type: 'string', format: 'date-time' }, { kind: 'datetime', zone: 'any' }, ['zone']],
    ['a uuid', { type: 'string', format: 'uuid' }, { kind: 'uuid' }, []],
    ['a duration', { type: 'string', format: 'duration' }, { kind: 'timedelta' }, []],
    ['bytes', { type: 'string', contentEncoding: 'base64' }, { kind: 'bytes', as: 'bytes' }, ['bytes']],
    [
      'bytes with a length of their base64',
      { type: 'string', format: 'byte', minLength: 4 },
      { kind: 'bytes', as: 'bytes' },
      ['bytes', 'keyword'],
    ],
    ['a literal', { enum: ['a', 'b'] }, literal('a', 'b'), ['enumeration']],
    ['a constant', { const: 7 }, { kind: 'literal', values: [{ kind: 'int', value: '7' }] }, ['enumeration']],
    [
      'a literal with null',
      { enum: ['a', null] },
      { kind: 'union', members: [literal('a'), nil] },
      ['enumeration'],
    ],
    ['a literal of what no literal holds', { enum: [1.5] }, any, ['enumeration']],
    [
      'a list',
      { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
      { kind: 'list', item: int, minLength: 1, maxLength: 2 },
      ['array'],
    ],
    ['a list of anything', { type: 'array' }, { kind: 'list', item: any }, ['array', 'any']],
    [
      'a set',
      { type: 'array', items: { type: 'integer' }, uniqueItems: true },
      { kind: 'set', frozen: false, item: int },
      ['array'],
    ],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], minItems: 2, items: false },
      { kind: 'tuple', items: [int, str] },
      ['layout'],
    ],
    [
      'a tuple of before 2020',
      { items: [{ type: 'integer' }], minItems: 1, additionalItems: false },
      { kind: 'tuple', items: [int] },
      ['layout'],
    ],
    [
      'a tuple that may be longer',
      { prefixItems: [{ type: 'integer' }], minItems: 1 },
      { kind: 'list', item: any, minLength: 1 },
      ['layout'],
    ],
    [
      'a dict',
      { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 3 },
      { kind: 'dict', key: str, value: int, maxLength: 3 },
      ['keys'],
    ],
    [
      'a dict of some keys',
      { propertyNames: { minLength: 2 }, additionalProperties: { type: 'null' } },
      { kind: 'dict', key: { kind: 'str', minLength: 2 }, value: nil },
      ['keys'],
    ],
    ['an object', { type: 'object' }, { kind: 'dict', key: str, value: any }, ['keys', 'object']],
    [
      'a union',
      { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      { kind: 'union', members: [int, nil] },
      [],
    ],
    ['types in a list', { type: ['integer', 'null'] }, { kind: 'union', members: [int, nil] }, []],
    ['nullable', { type: 'integer', nullable: true }, { kind: 'union', members: [int, nil] }, []],
    [
      'a union in a union',
      { oneOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { type: 'string' }] },
      { kind: 'union', members: [int, str] },
      [],
    ],
    ['a union with anything', { anyOf: [{ type: 'integer' }, {}] }, any, ['any']],
    [
      'a text beside some texts',
      { anyOf: [{ enum: ['a', null] }, { type: 'string' }] },
      { kind: 'union', members: [nil, str] },
      ['enumeration'],
    ],
    [
      'two kinds of one type',
      { anyOf: [{ type: 'string', minLength: 2 }, { type: 'string', maxLength: 1 }, { type: 'null' }] },
      { kind: 'union', members: [str, nil] },
      ['union'],
    ],
    [
      'records that nothing tells apart',
      { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
      any,
      ['union'],
    ],
    [
      'a record beside a dict',
      { anyOf: [{ properties: { a: {} } }, { type: 'object' }] },
      any,
      ['keys', 'object', 'union'],
    ],
    ['one part', { allOf: [{ type: 'integer' }] }, int, []],
    ['several parts', { allOf: [{ type: 'integer' }, { minimum: 3 }] }, any, ['keyword']],
    ['a keyword of its own', { type: 'integer', not: { const: 3 } }, int, ['keyword']],
    [
      'a list of itself',
      { type: 'array', items: { $ref: '#/schema' } },
      { kind: 'list', item: any },
      ['array', 'recursion'],
    ],
  ])('takes %s', (_what, schema, type, unsure) => {
    const found = typeOf(schema);
    expect(found.type).toEqual(
      // The one that contains itself is followed once before that is noticed.
      unsure.includes('recursion') ? { kind: 'list', item: type } : type,
    );
    expect(found.unsure.toSorted()).toEqual(unsure.toSorted());
  });

  it('takes a named enumeration for one', () => {
    const document = { $defs: { Colour: { enum: ['red', 'blue'] } }, $ref: '#/$defs/Colour' };
    expect(imported(document).channels[0]?.envelope[0]?.type).toEqual({
      kind: 'enum',
      name: 'Colour',
      values: [
        { kind: 'str', value: 'red' },
        { kind: 'str', value: 'blue' },
      ],
      open: false,
    });
  });

  it('takes an object with properties for a record, and says what it guesses of its fields', () => {
    const document = {
      title: 'Order',
      properties: {
        id: { type: 'integer' },
        names: { type: 'array', items: { type: 'string' }, default: [] },
        price: { type: 'number', default: 1 },
        kind: { enum: ['a', 'b'], default: 'a' },
        any: { default: { x: [true] } },
        when: { type: 'string', format: 'date', default: '2020-01-01' },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
        gone: { type: 'string' },
      },
      required: ['id'],
      additionalProperties: false,
    };
    const { types, unsure = [] } = imported(document);
    const [order] = Object.values(types);
    expect(order).toMatchObject({ name: 'Order', tag: null, unknownFields: 'refused', layout: 'map' });
    expect(order?.fields.map(({ name, default: given }) => [name, given])).toEqual([
      ['id', null],
      ['names', { kind: 'factory', name: 'list', fixed: true, msgpack: '90' }],
      ['price', { kind: 'value', msgpack: 'cb3ff0000000000000', python: 'float' }],
      ['kind', { kind: 'value', msgpack: 'a161', python: 'str' }],
      ['any', { kind: 'value', msgpack: '81a17891c3', python: 'dict' }],
      ['when', { kind: 'value', msgpack: 'aa323032302d30312d3031', python: 'str' }],
      ['note', { kind: 'value', msgpack: 'c0', python: 'NoneType' }],
      ['gone', { kind: 'unset' }],
    ]);
    const told = unsure
      .filter(({ path }) => path.endsWith('.default'))
      .map(({ path, about }) => `${path} ${about}`);
    expect(told).toEqual([
      '$.types.Order.fields[4].default default',
      '$.types.Order.fields[5].default default',
      '$.types.Order.fields[7].default absent',
    ]);
  });

  it('names each thing that no document says, for all types', () => {
    const { unsure = [] } = imported({});
    const everywhere = unsure.filter(({ path }) => path === '$.types').map(({ about }) => about);
    expect(everywhere).toEqual([
      'attribute',
      'flavour',
      'order',
      'omitDefaults',
      'hashable',
      'text',
      'integer',
    ]);
  });

  const cat = { properties: { kind: { enum: ['cat'] }, lives: { type: 'integer' } }, required: ['kind'] };
  const dog = { properties: { kind: { const: 'dog' } }, required: ['kind'] };
  const both = [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }];
  const tagged = (value: string): object => ({
    value: { kind: 'str', value },
    at: { kind: 'field', name: 'kind' },
  });

  it('makes tags of a discriminator', () => {
    const document = { oneOf: both, discriminator: { propertyName: 'kind' }, $defs: { Cat: cat, Dog: dog } };
    const { types, unsure = [], channels } = imported(document);
    expect([types['Cat']?.tag, types['Dog']?.tag]).toEqual([tagged('cat'), tagged('dog')]);
    expect(types['Cat']?.fields.map(({ name }) => name)).toEqual(['lives']);
    expect(unsure.filter(({ about }) => about === 'tag')).toEqual([]);
    expect(channels[0]?.envelope[0]?.type).toEqual({
      kind: 'union',
      members: [
        { kind: 'ref', name: 'Cat' },
        { kind: 'ref', name: 'Dog' },
      ],
    });
  });

  it('takes tags from the mapping, or from the names, where the records do not say', () => {
    const plain = { properties: { kind: { type: 'string' } }, required: ['kind'] };
    const discriminator = { propertyName: 'kind', mapping: { meow: '#/components/schemas/Cat' } };
    const schemas = {
      Cat: plain,
      Dog: plain,
      Pet: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator,
      },
    };
    const { types, made, release } = imported(
      { openapi: '3.0.3', info: { version: '7' }, components: { schemas } },
      'Pet',
    );
    expect([types['Cat']?.tag, types['Dog']?.tag]).toEqual([tagged('meow'), tagged('Dog')]);
    expect([made, release]).toEqual([{ openapi: '3.0.3' }, '7']);
  });

  it('sees a tag where nobody named one, and says so', () => {
    const { types, unsure = [] } = imported({ oneOf: both, $defs: { Cat: cat, Dog: dog } });
    expect([types['Cat']?.tag, types['Dog']?.tag]).toEqual([tagged('cat'), tagged('dog')]);
    expect(unsure.filter(({ about }) => about === 'tag').map(({ path }) => path)).toEqual([
      '$.types.Cat',
      '$.types.Dog',
    ]);
  });

  it('leaves a constant of a record alone that stands in no union, and says so', () => {
    const { types, unsure = [] } = imported({ $ref: '#/$defs/Cat', $defs: { Cat: cat } });
    expect(types['Cat']?.tag).toBeNull();
    expect(unsure.filter(({ about }) => about === 'tag')).toEqual([
      { path: '$.types.Cat.fields[0].type', about: 'tag' },
    ]);
  });

  it('makes one record of the parts of one', () => {
    const base = { properties: { id: { type: 'integer' } }, required: ['id'] };
    const part = { properties: { 'a/b~c%': { type: 'string' } }, additionalProperties: false };
    const whole = { allOf: [{ $ref: '#/$defs/Base' }, part], $defs: { Base: base }, title: 'Whole' };
    expect(record('Whole', whole)).toMatchObject({
      unknownFields: 'refused',
      fields: [
        { name: 'id', type: int, default: null },
        { name: 'a/b~c%', type: str, default: { kind: 'unset' } },
      ],
    });
  });

  it('follows records that contain themselves, and tells two of one title apart', () => {
    const node = {
      title: 'Node',
      properties: { next: { $ref: '#' }, other: { title: 'Node', properties: {} } },
    };
    const { types } = imported(node);
    expect(types['Node']?.fields.map(({ type }) => type)).toEqual([
      { kind: 'ref', name: 'Node' },
      { kind: 'ref', name: 'Node~2' },
    ]);
    expect(types['Node~2']?.fields).toEqual([]);
  });

  it('follows a long chain of records', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [
        `R${index}`,
        { properties: { next: index === 4999 ? {} : { $ref: `#/$defs/R${index + 1}` } } },
      ]),
    );
    expect(Object.keys(imported({ $defs }, 'R0').types)).toHaveLength(5000);
  });

  it('takes the start-up document, and gives it the place that it has', () => {
    const text = JSON.stringify({ $defs: { Start: { type: 'number' } } });
    const { startup, unsure = [] } = importSchema(text, {
      protocol: 'p',
      release: '3',
      channels: [{ name: 'c', direction: 'from-kernel', codec: 'msgpack', type: 'Start' }],
      startup: 'Start',
    });
    expect(startup).toEqual({ role: 'body', codec: 'json', type: { kind: 'float' } });
    expect(unsure).toContainEqual({ path: '$.startup.type', about: 'number' });
  });

  it.each<[what: string, document: unknown, kind: string, path: string]>([
    ['a list', [], 'wrong-format', '$'],
    ['a reference that leads nowhere', { $ref: '#/$defs/Gone' }, 'dangling-ref', '#/$defs/Gone'],
    ['a reference to another document', { $ref: 'other.json#/A' }, 'dangling-ref', 'other.json#/A'],
    ['a reference that cannot be read', { $ref: '#/%E0' }, 'dangling-ref', '#/%E0'],
    ['a type of its own', { type: 'array', items: { type: 'file' } }, 'malformed', '#/items'],
    ['a schema that is none', { properties: { a: 7 } }, 'malformed', '#/properties/a'],
    ['false', { type: 'array', items: { anyOf: [false] } }, 'malformed', '#/items/anyOf/0'],
    [
      'a mapping to nowhere',
      { oneOf: [], discriminator: { propertyName: 'k', mapping: { a: 'A' } } },
      'dangling-ref',
      '$',
    ],
  ])('refuses %s', (_what, document, kind, path) => {
    expect(refusal(document)).toEqual({ kind, path });
  });

  it('refuses a type that is not there, YAML, and what is nested too deep', () => {
    expect(refusal({}, 'Order')).toEqual({ kind: 'dangling-ref', path: '$' });
    expect(() => importSchema('openapi: 3.1.0', { protocol: 'p', channels: [] })).toThrow(
      /convert it to JSON first/u,
    );
    const deep = (depth: number): string => '{"items":'.repeat(depth) + '{}' + '}'.repeat(depth);
    for (const depth of [300, 100_000]) {
      const request = {
        protocol: 'p',
        channels: [{ name: 'c', direction: 'to-kernel', codec: 'json', type: '#' }],
      } as const;
      expect(() => importSchema(deep(depth), request)).toThrow(expect.objectContaining({ kind: 'too-deep' }));
    }
  });

  const schema = fc.letrec<{ readonly node: unknown }>((tie) => {
    const names = fc.constantFrom('A', 'B', 'a', '__proto__', 'constructor', '');
    const nodes = fc.array(tie('node'), { maxLength: 3 });
    return {
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<unknown>(
          true,
          {},
          { type: 'string' },
          { enum: ['x'] },
          { const: 1 },
          { type: 'number' },
        ),
        names.map((name) => ({ $ref: `#/$defs/${name}` })),
        fc.record(
          {
            type: fc.constantFrom('object', 'array', 'string', 'integer', ['null', 'object']),
            properties: fc.dictionary(names, tie('node'), { maxKeys: 3 }),
            required: fc.array(names, { maxLength: 2 }),
            items: fc.oneof(tie('node'), nodes),
            additionalProperties: fc.oneof(fc.boolean(), tie('node')),
            anyOf: nodes,
            oneOf: nodes,
            allOf: nodes,
            enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }),
            default: fc.jsonValue({ maxDepth: 2 }),
            discriminator: fc.record({ propertyName: names }),
            minLength: fc.oneof(fc.nat(), fc.double()),
            minimum: fc.oneof(fc.integer(), fc.double({ noNaN: true })),
            title: names,
          },
          { requiredKeys: [] },
        ),
      ),
    };
  }).node;

  it('makes a sound snapshot of any document, or refuses it by name', () => {
    let made = 0;
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('A', 'B', 'constructor'), schema, { minKeys: 1 }),
        ($defs) => {
          let snapshot: Snapshot;
          try {
            snapshot = imported({ $defs }, Object.keys($defs)[0]);
          } catch (error) {
            expect(error).toBeInstanceOf(SchemaError);
            return;
          }
          made += 1;
          const text = writeSnapshot(snapshot, snapshot.made, snapshot.unsure);
          expect(writeSnapshot(readSnapshot(text), snapshot.made, snapshot.unsure)).toBe(text);
          for (const { path } of snapshot.unsure ?? []) expect(valueAt(snapshot, path)).toBeDefined();
        },
      ),
      { numRuns: 1500 },
    );
    expect(made).toBeGreaterThan(300);
  });

  /** What stands at a place of a snapshot. */
  function valueAt(snapshot: unknown, path: string): unknown {
    const steps = path.matchAll(/\.(?<name>\w+)|\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]/gu);
    let value = snapshot;
    for (const { groups } of steps) {
      const quoted: string | undefined = groups?.['quoted'] && JSON.parse(groups['quoted']);
      const step = quoted ?? groups?.['name'] ?? groups?.['index'] ?? '';
      value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
    }
    return value;
  }
});

describe('what is unsure', () => {
  it('is said in the file, and read again', () => {
    const snapshot = imported({ type: 'number' });
    expect(readSnapshot(writeSnapshot(snapshot, snapshot.made, snapshot.unsure))).toEqual(snapshot);
    expect(snapshot.unsure).toContainEqual({ path: '$.channels[0].envelope[0].type', about: 'number' });
    expect(Object.keys(UNSURE)).toContain('number');
  });

  it('is refused when it is about nothing that is known', () => {
    const { unsure: _, ...snapshot } = imported({});
    const text = JSON.stringify({ ...snapshot, unsure: [{ path: '$', about: 'weather' }] });
    expect(() => readSnapshot(text)).toThrow(/\$\.unsure\[0\]\.about: expected one of attribute/u);
  });
});
