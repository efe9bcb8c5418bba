import { describe, expect, it } from 'vitest';

import { hasNoClass } from '../../modelDiff/hasNoClass.js';
import type { Default, RecordType } from '../../src/schema/index.js';
import { INT, field, preset, record, tagged } from '../model/smallSchema.js';

const ONE = preset('01', 'int');
const UNSET: Default = { kind: 'unset' };
const KEPT: Default = { kind: 'unset', reads: { kind: 'value', msgpack: '01', python: 'int' } };
const LIST: Default = { kind: 'factory', name: 'list', fixed: true, msgpack: '90' };
const CLOCK: Default = { kind: 'factory', name: 'time.time', fixed: false, msgpack: null };
const OPAQUE: Default = { kind: 'opaque', repr: '<object>' };

const A = field('a', INT);
const [B, C] = [field('b', INT), field('c', INT, KEPT)];
const data = { flavour: 'dataclass' } as const;
const row = { flavour: 'named-tuple', layout: 'array' } as const;
const dict = { flavour: 'typed-dict' } as const;
const itemTag: RecordType['tag'] = { value: { kind: 'str', value: 'a' }, at: { kind: 'first-item' } };
const frameTag: RecordType['tag'] = { value: { kind: 'str', value: 'a' }, at: { kind: 'frame', index: 0 } };
const wideTag: RecordType['tag'] = {
  value: { kind: 'int', value: '9223372036854775808' },
  at: { kind: 'field', name: 'type' },
};

describe('hasNoClass', () => {
  it.each([
    ['any struct', record('A', [A, field('x y', INT, ONE)], { omitDefaults: true, postInit: true })],
    ['a tagged struct', record('A', [A], { tag: tagged('a'), unknownFields: 'refused' })],
    ['one in array layout', record('A', [A], { layout: 'array', tag: itemTag })],
    ['one whose tag has a frame of its own', record('A', [A], { tag: frameTag })],
    ['a struct with every default it may have', record('A', [field('a', INT, UNSET), field('b', INT, LIST)])],
    ['a dataclass', record('A', [A, C], { ...data, hashable: true, postInit: true })],
    [
      'a dataclass with an order of writing',
      record('A', [A, B, C], { ...data, writeOrder: ['a', 'c', 'b'] }),
    ],
    ['a named tuple', record('A', [A, field('b', INT, ONE)], row)],
    ['a typed dict', record('A', [field('x y', INT, UNSET), A], dict)],
  ])('takes %s', (_, one) => expect(hasNoClass(one)).toBe(false));

  it.each([
    ['a name twice', record('A', [A, A])],
    ['a default that Python alone knows', record('A', [field('a', INT, OPAQUE)])],
    ['a default from code', record('A', [field('a', INT, CLOCK)])],
    ['the first item as the tag of a map', record('A', [A], { tag: itemTag })],
    ['a field as the tag of an array', record('A', [A], { layout: 'array', tag: tagged('a') })],
    ['a field in the place of the tag', record('A', [A], { tag: tagged('t', 'a') })],
    ['a tag of more than 64 bits', record('A', [A], { tag: wideTag })],
    ['a struct with an order of writing', record('A', [A, B], { writeOrder: ['a', 'b'] })],
    [
      'an order of writing in which other fields are read',
      record('A', [A, B], { ...data, writeOrder: ['b', 'a'] }),
    ],
    ['an order of writing that is too short', record('A', [A, B], { ...data, writeOrder: ['a'] })],
    ['a tagged dataclass', record('A', [A], { ...data, tag: tagged('a') })],
    ['a dataclass that refuses fields', record('A', [A], { ...data, unknownFields: 'refused' })],
    ['a dataclass that leaves out defaults', record('A', [A], { ...data, omitDefaults: true })],
    ['a dataclass in array layout', record('A', [A], { ...data, layout: 'array' })],
    ['a dataclass whose default is no attribute of the class', record('A', [field('a', INT, ONE)], data)],
    ['a dataclass with a required field last', record('A', [C, A], data)],
    ['a dataclass with a name that is none', record('A', [field('x y', INT)], data)],
    ['a named tuple in map layout', record('A', [A], { ...row, layout: 'map' })],
    ['a named tuple hashed by what it is told', record('A', [A], { ...row, hashable: true })],
    ['a named tuple without a default that has one', record('A', [field('a', INT, UNSET)], row)],
    ['a typed dict with code of its own', record('A', [A], { ...dict, postInit: true })],
    ['a typed dict with a default', record('A', [field('a', INT, ONE)], dict)],
  ])('tells %s', (_, one) => expect(hasNoClass(one)).toBe(true));
});
