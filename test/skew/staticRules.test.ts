import { describe, expect, it } from 'vitest';
import type { RecordType, Schema } from '../../src/schema/index.js';
import { apply, diff, staticRules, type Level, type RuleName, type SkewOp } from '../../src/skew/index.js';
import { field, INT, ONE, record, schemaOf, tag, TWO } from './demo.js';
import { ROWS } from './rows.js';

/** Levels as `old to new / new to old`, each `msgpack|json` where the codecs differ. */
function levels(from: Schema, to: Schema, ops: readonly SkewOp[] = diff(from, to)): string {
  const told = staticRules(from, to, ops).flatMap(({ oldToNew, newToOld }) => {
    const onward = [oldToNew.msgpack.level, oldToNew.json.level];
    const back = [newToOld.msgpack.level, newToOld.json.level];
    return [`${[...new Set(onward)].join('|')} / ${[...new Set(back)].join('|')}`];
  });
  return [...new Set(told)].filter((text) => text !== 'safe / safe').join(', ') || 'safe / safe';
}

const a = field('a', INT);
const b = field('b', INT);

describe('staticRules', () => {
  it.each(ROWS)('%s', (_row, [before, more], [after, others], expected) => {
    const from = schemaOf([record('R', before, more)]);
    const to = schemaOf([record('R', after, others)]);
    expect(levels(from, to)).toBe(expected);
  });

  const cat = record('Cat', [a], tag('cat'));
  const dog = record('Dog', [b], tag('dog'));
  const both = schemaOf([cat, dog], ['Cat', 'Dog']);
  const withTag = (found: RecordType['tag']): Schema =>
    schemaOf([cat, { ...dog, tag: found }], ['Cat', 'Dog']);

  it('calls a tag that a closed union does not know a hazard, whoever sends it', () => {
    const bird = record('Bird', [], tag('bird'));
    const three = schemaOf([cat, dog, bird], ['Cat', 'Dog', 'Bird']);
    expect(levels(both, three)).toBe('safe / hazard');
    expect(levels(three, both)).toBe('hazard / safe');
  });

  it('tells a tag of another value, another kind, another field, another place', () => {
    const { tag: known } = dog;
    const value = { kind: 'str', value: 'wolf' } as const;
    const op = { kind: 'field', name: 'op' } as const;
    if (known === null) throw new Error('the dog has no tag');
    expect(levels(both, withTag({ ...known, value }))).toBe('breaks / breaks');
    expect(levels(both, withTag({ ...known, value: { kind: 'int', value: '1' } }))).toBe('breaks / breaks');
    expect(levels(both, withTag({ ...known, at: op }))).toBe('breaks / breaks');
    expect(levels(both, withTag({ ...known, at: { kind: 'first-item' } }))).toBe('breaks / breaks');
    expect(levels(schemaOf([dog]), schemaOf([{ ...dog, tag: { ...known, at: op } }]))).toBe('loses / loses');
  });

  it('asks for the tag of a record only where it is in a union', () => {
    expect(levels(withTag(null), both)).toBe('breaks / safe');
    expect(levels(both, withTag(null))).toBe('safe / breaks');
  });

  it('asks for a hash only where the record is hashed', () => {
    const key = record('Key', [], { hashable: true });
    const plain = record('Plain', [field('ref', { kind: 'ref', name: 'Key' })]);
    const hashing = record('Hashing', [
      field('set', { kind: 'set', frozen: false, item: { kind: 'ref', name: 'Key' } }),
    ]);
    const bare = { ...key, hashable: false };
    expect(levels(schemaOf([plain, key]), schemaOf([plain, bare]))).toBe('safe / safe');
    expect(levels(schemaOf([hashing, key]), schemaOf([hashing, bare]))).toBe('breaks / safe');
  });

  it('follows the names that records and fields had, and will have', () => {
    const from = schemaOf([record('Old', [field('x', INT, ONE), a], { omitDefaults: true })]);
    const ops: readonly SkewOp[] = [
      { kind: 'default-changed', path: { kind: 'field', record: 'Old', field: 'x' }, from: ONE, to: TWO },
      { kind: 'record-renamed', path: { kind: 'record', record: 'Old' }, to: 'Newer' },
      { kind: 'field-renamed', path: { kind: 'field', record: 'Newer', field: 'x' }, to: 'y' },
      { kind: 'record-renamed', path: { kind: 'record', record: 'Newer' }, to: 'Newest' },
      { kind: 'default-changed', path: { kind: 'field', record: 'Newest', field: 'y' }, from: TWO, to: ONE },
    ];
    const rulings = staticRules(from, apply(from, ops), ops);
    expect(rulings.map(({ oldToNew }): Level => oldToNew.msgpack.level)).toEqual([
      'loses',
      'safe',
      'loses',
      'safe',
      'loses',
    ]);
    expect(rulings.map(({ rule }): RuleName => rule).slice(1, 3)).toEqual([
      'name only',
      'rename optional field',
    ]);
  });

  it('says why', () => {
    const [ruling] = staticRules(
      schemaOf([record('R', [a])]),
      schemaOf([record('R', [a, b])]),
      diff(schemaOf([record('R', [a])]), schemaOf([record('R', [a, b])])),
    );
    expect(ruling?.oldToNew.msgpack).toEqual({ level: 'breaks', because: 'Object missing required field' });
    expect(ruling?.newToOld.json.because).toBe('the reader drops what it does not know');
  });
});
