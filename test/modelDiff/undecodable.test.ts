import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RealDecoder } from '../../modelDiff/realDecoder.js';
import { undecodable } from '../../modelDiff/undecodable.js';
import { NEWEST_MSGSPEC } from '../../src/model/index.js';
import type { Literal, RecordType, Schema, Type } from '../../src/schema/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import {
  ANY,
  FLOAT,
  INT,
  NIL,
  STR,
  dictOf,
  either,
  field,
  listOf,
  record,
  ref,
  schemaOf,
  setOf,
  tagged,
} from '../model/smallSchema.js';
import { pythonForTests } from '../python/pythonForTests.js';

const ONE: Literal = { kind: 'int', value: '1' };
const TEXT: Literal = { kind: 'str', value: 'a' };
const TRUE: Literal = { kind: 'bool', value: true };
const WIDE: Literal = { kind: 'int', value: '9223372036854775808' };
const DATE: Type = { kind: 'date' };
const PAIR: Type = { kind: 'tuple', items: [INT, INT] };
const PLAIN: Type = { kind: 'custom', name: 'Plain' };
const PATTERN: Type = { kind: 'str', pattern: '^a' };

const inArray = { layout: 'array' } as const;
const firstItem = (value: string): Partial<RecordType> => ({
  ...inArray,
  tag: { value: { kind: 'str', value }, at: { kind: 'first-item' } },
});
const inFrame = (value: string): Partial<RecordType> => ({
  tag: { value: { kind: 'str', value }, at: { kind: 'frame', index: 0 } },
});
const RECORDS: readonly RecordType[] = [
  record('Bare', []),
  record('BareToo', []),
  record('A', [], { tag: tagged('a') }),
  record('B', [], { tag: tagged('b') }),
  record('AnotherA', [], { tag: tagged('a') }),
  record('Elsewhere', [], { tag: tagged('c', 'op') }),
  record('Framed', [], inFrame('d')),
  record('FramedToo', [], inFrame('e')),
  record('Numbered', [], {
    tag: { value: { kind: 'int', value: '1' }, at: { kind: 'field', name: 'type' } },
  }),
  record('ArrayA', [], firstItem('a')),
  record('ArrayB', [], firstItem('b')),
  record('Row', [], { ...inArray, flavour: 'named-tuple' }),
  record('Data', [], { flavour: 'dataclass' }),
];

function listed(...values: readonly Literal[]): Type {
  return { kind: 'literal', values };
}

/** Of a name that tells what it lists. */
function enumOf(...values: readonly Literal[]): Type {
  const name = `E${values.map(({ kind }) => kind).join('')}`;
  return { kind: 'enum', name, values, open: false };
}

/** A schema in which the type stands deep inside. */
function holding(type: Type): Schema {
  const holder = record('Holder', [field('it', { kind: 'list', item: dictOf(STR, type) })]);
  return schemaOf(holder, ...RECORDS);
}

const DECODED: readonly (readonly [string, Type])[] = [
  ['one of each kind', either(INT, FLOAT, STR, { kind: 'bool' }, { kind: 'ext' }, NIL)],
  ['a plain member beside what it takes of a literal', either(INT, STR, listed(ONE, TEXT))],
  ['a literal beside other kinds', either(DATE, listed(ONE))],
  ['a class that a hook makes, or nil', either(PLAIN, NIL)],
  ['tagged structs', either(ref('A'), ref('B'))],
  ['tagged structs in array layout', either(ref('ArrayA'), ref('ArrayB'))],
  ['one struct without a tag', either(ref('Bare'), listOf(ANY))],
  ['a struct beside a named tuple', either(ref('A'), ref('B'), ref('Row'))],
  ['a fixed tuple without a constraint', either(PAIR, INT)],
  ['a pattern without a collection', either(PATTERN, INT)],
  ['an enumeration of integers beside one of texts', either(enumOf(ONE), enumOf(TEXT))],
  ['a literal of several kinds', listed(ONE, TEXT, { kind: 'nil' }, TRUE)],
];

const REFUSED: readonly (readonly [string, Type])[] = [
  ['two that take integers', either(INT, enumOf(ONE))],
  ['a literal of integers beside an enumeration of them', either(enumOf(ONE), listed(ONE))],
  ['two that are written as text', either(DATE, STR)],
  ['a literal of texts beside another kind of text', either(DATE, listed(TEXT))],
  ['a class that a hook makes beside more', either(PLAIN, INT)],
  ['two structs without tags', either(ref('Bare'), ref('BareToo'))],
  ['a struct without a tag beside one with', either(ref('A'), ref('Bare'))],
  ['a struct whose tag has a frame of its own', either(ref('A'), ref('Framed'))],
  ['structs whose tags have a frame of their own', either(ref('Framed'), ref('FramedToo'))],
  ['one tag twice', either(ref('A'), ref('AnotherA'))],
  ['tags in two fields', either(ref('A'), ref('Elsewhere'))],
  ['tags of two kinds', either(ref('B'), ref('Numbered'))],
  ['structs in both layouts', either(ref('A'), ref('ArrayB'))],
  ['a struct beside a dict', either(ref('A'), dictOf(STR, INT))],
  ['a struct beside a dataclass', either(ref('A'), ref('Data'))],
  ['a struct in array layout beside a list', either(ref('ArrayA'), listOf(INT))],
  ['two collections', either(listOf(INT), setOf(INT))],
];

const REFUSED_LISTS: readonly (readonly [string, Type])[] = [
  ['an enumeration of two kinds', enumOf(ONE, TEXT)],
  ['an integer of more than 64 bits', listed(WIDE)],
];

const UNSAFE: readonly (readonly [string, Type])[] = [
  ['a fixed tuple beside a bound', either(PAIR, { kind: 'int', ge: '0' })],
  ['a fixed tuple beside a length', either(PAIR, { kind: 'str', maxLength: 1 })],
  ['a fixed tuple beside a pattern', either(PAIR, PATTERN)],
  ['a pattern beside a list', either(PATTERN, listOf(INT))],
  ['a pattern beside a dict', either(PATTERN, dictOf(STR, INT))],
];

describe('undecodable', () => {
  it.each(DECODED)('lets %s pass', (_, type) => {
    expect(undecodable(holding(type), NEWEST_MSGSPEC)).toBeNull();
  });

  it.each(REFUSED)('tells %s', (_, type) => {
    expect(undecodable(holding(type), NEWEST_MSGSPEC)).toBe('a union that msgspec refuses');
  });

  it.each(UNSAFE)('tells %s', (_, type) => {
    expect(undecodable(holding(type), NEWEST_MSGSPEC)).toBe('a union that msgspec does not decode safely');
  });

  it.each([
    ...REFUSED_LISTS,
    ['nothing listed', listed()] as const,
    ['one value twice', listed(ONE, ONE)] as const,
  ])('tells %s', (_, type) => {
    const told = 'an enumeration or literal that msgspec refuses';
    expect(undecodable(holding(type), NEWEST_MSGSPEC)).toBe(told);
  });

  it('knows which versions list true and false', () => {
    expect(undecodable(holding(listed(TRUE)), '0.21.1')).not.toBeNull();
    expect(undecodable(holding(listed(ONE)), '0.21.1')).toBeNull();
  });

  it('looks at the frames as well, and at records without a class', () => {
    const frame = { role: 'body', codec: 'msgpack', type: either(DATE, STR) } as const;
    const channel = { name: 'c', direction: 'to-kernel', envelope: [frame], python: null } as const;
    expect(undecodable({ ...schemaOf(), channels: [channel] }, NEWEST_MSGSPEC)).not.toBeNull();
    const tuple = record('T', [], { flavour: 'named-tuple' });
    expect(undecodable(schemaOf(tuple), NEWEST_MSGSPEC)).toBe('a record that Python has no class for');
  });
});

// What is not decoded safely is not even built.
describeWithPython('undecodable beside msgspec', () => {
  let decoder: RealDecoder;

  beforeAll(async () => {
    decoder = new RealDecoder(await pythonForTests());
  });

  afterAll(async () => decoder.end());

  it.each(DECODED)('lets %s pass, and so does msgspec', async (_, type) => {
    expect(await decoder.decode({ schema: holding(type), type: ref('Holder') }, [])).toEqual([]);
  });

  it.each([...REFUSED, ...REFUSED_LISTS])('tells %s, which msgspec refuses', async (_, type) => {
    const asked = decoder.decode({ schema: holding(type), type: ref('Holder') }, []);
    await expect(asked).rejects.toThrow('could not make the type');
  });
});
