import { describe, expect, it } from 'vitest';
import { apply, diff, explain } from '../../src/skew/index.js';
import type { Field, Frame, RecordType, Schema, Type } from '../../src/schema/index.js';
import { field, FLOAT, INT, NIL, ONE, record, schemaOf, STR, tag, union } from './demo.js';

/** What `diff` says between two schemas of one record each, or of several. */
function lines(from: Schema, to: Schema): readonly string[] {
  return diff(from, to).map(explain);
}

function between(
  from: readonly Field[],
  to: readonly Field[],
  more: Partial<RecordType> = {},
): readonly string[] {
  return lines(schemaOf([record('R', from, more)]), schemaOf([record('R', to, more)]));
}

function types(from: Type, to: Type): readonly string[] {
  return between([field('a', from)], [field('a', to)]);
}

function tagged(name: string, fields: readonly Field[]): Schema {
  return schemaOf([record(name, fields, tag('x'))]);
}

const a = field('a', INT);
const b = field('b', STR);

describe('the reading that diff chooses', () => {
  it('is a rename where the attribute is the same, wherever the field stands', () => {
    expect(between([a, b], [b, { ...a, name: 'A', type: FLOAT }])).toEqual([
      'field `a` of R is called `A` on the wire',
      'fields of R reordered',
      'R.A: int widened to float',
    ]);
  });

  it('is a rename where type and place are the same and nothing else will do', () => {
    expect(between([a, b], [field('c', INT), b])).toEqual([
      'field `a` of R is called `c` on the wire',
      'field `c` of R: attribute a is called c, the same on the wire',
    ]);
    expect(between([a, b], [b, field('c', INT)])).toEqual([
      'field `a` removed from R, was required',
      'field `c` added to R, required',
    ]);
    expect(between([a, field('b', INT)], [field('c', INT), field('d', INT)])).not.toContain(
      'field `a` of R is called `c` on the wire',
    );
    expect(between([a, b], [field('c', INT, ONE), b])).toContain('field `a` removed from R, was required');
  });

  it('is a rename of a record where it is the same, or has the tag and half of the fields', () => {
    expect(lines(tagged('Old', [a, b]), tagged('New', [a, b]))).toEqual(['record Old is called New']);
    expect(lines(tagged('Old', [a, b]), tagged('New', [a]))).toEqual([
      'record Old is called New',
      'field `b` removed from New, was required',
    ]);
    expect(lines(tagged('Old', [a]), tagged('New', [b, field('c', INT)]))).toEqual([
      'record New added, tag "x"',
      'channel control, frame 0: Old became New',
      'record Old removed',
    ]);
  });

  it('is no rename of a record where two would do', () => {
    const two = [record('One', [a]), record('Two', [a])];
    expect(lines(schemaOf([record('Old', [a])]), schemaOf(two))[0]).toBe('record One added');
  });

  it('is a change inside a member of a union, not another union', () => {
    expect(
      types(union(INT, { kind: 'list', item: INT }), union({ kind: 'list', item: STR }, NIL, INT)),
    ).toEqual([
      'R.a: members of the union reordered',
      'R.a: may be null',
      'R.a member 0 item: int became str',
    ]);
    expect(types(union(INT, NIL), union(STR, NIL))).toEqual(['R.a member 0: int became str']);
    expect(types(union(INT, NIL), FLOAT)).toEqual(['R.a: int | None became float']);
  });

  it('is a tag that went and one that came, not another type', () => {
    const animals = ['Cat', 'Dog', 'Bird'].map((name) => record(name, [field(name, INT)], tag(name)));
    const from = schemaOf(animals, ['Cat', 'Dog']);
    const to = schemaOf(animals, ['Cat', 'Bird']);
    expect(lines(from, to)).toEqual([
      'channel control, frame 0: tag "Dog" removed from the union (Dog)',
      'channel control, frame 0: tag "Bird" added to the union (Bird)',
    ]);
  });

  it('keeps the body of an envelope where other frames come and go', () => {
    const from = schemaOf([record('R', [a])]);
    const framed = (...roles: readonly Frame['role'][]): Schema => {
      const envelope = roles.map((role): Frame => ({ role, codec: 'utf8', type: STR }));
      const channels = from.channels.map((channel) => Object.assign({}, channel, { envelope }));
      return { ...from, channels };
    };
    expect(lines(framed('route', 'body'), framed('body', 'route'))).toEqual([
      'channel control, frame 0: route frame removed, was utf8',
      'channel control, frame 1: route frame added, utf8',
    ]);
  });

  it.each<readonly [Type, Type, string]>([
    [{ kind: 'float', ge: '-inf' }, { kind: 'float', ge: '0.5' }, 'tightened, ge -inf became ge 0.5'],
    [{ kind: 'float', ge: '0' }, { kind: 'float', ge: 'inf' }, 'tightened, ge 0 became ge inf'],
    [{ kind: 'float', gt: '1' }, { kind: 'float', ge: '1' }, 'loosened, gt 1 became ge 1'],
    [{ kind: 'int', lt: '9223372036854775808' }, { kind: 'int', le: '9223372036854775808' }, 'loosened, '],
    [{ kind: 'int' }, { kind: 'int', multipleOf: '3' }, 'tightened, none became multipleOf 3'],
    [{ kind: 'str', pattern: 'a' }, { kind: 'str', pattern: 'b' }, 'changed, pattern a became pattern b'],
    [{ kind: 'str', minLength: 1 }, { kind: 'str', maxLength: 2 }, 'changed, '],
  ])('is tighter or looser by what the limits let through', (from, to, shown) => {
    expect(types(from, to)).toEqual([expect.stringContaining(`constraints ${shown}`)]);
  });

  it('is a change of the shell where the items stay', () => {
    const nested: Type = { kind: 'list', item: { kind: 'dict', key: STR, value: INT } };
    expect(
      types(nested, { kind: 'set', frozen: true, item: { kind: 'dict', key: STR, value: STR } }),
    ).toEqual([
      'R.a: list[dict[str, int]] became frozenset[dict[str, int]]',
      'R.a item value: int became str',
    ]);
  });

  it('is another record where nothing but the name is the same', () => {
    expect(between([a, b], [field('x', FLOAT), field('y', FLOAT)])).toEqual([
      'record R is another one altogether',
    ]);
    expect(between([a], [field('x', FLOAT)])).toHaveLength(2);
  });
});

describe('the last resort', () => {
  // A member that a later version of the types may have, and that no op knows.
  const strange = { weakref: true };
  const from = schemaOf([record('R', [a])]);

  it('replaces what has a member that no op knows, so that nothing is lost in silence', () => {
    const more = schemaOf([{ ...record('R', [a]), ...strange }]);
    expect(lines(from, more)).toEqual(['record R is another one altogether']);
    expect(apply(from, diff(from, more))).toEqual(more);
  });

  it('takes a channel or a startup document away and brings the other', () => {
    const channels = from.channels.map((channel) => Object.assign({}, channel, strange));
    expect(lines(from, { ...from, channels })).toEqual([
      'channel control removed',
      'channel control added, to-kernel',
    ]);
    const startup = { role: 'body', codec: 'json', type: STR } as const;
    const other = { ...startup, ...strange };
    expect(lines({ ...from, startup }, { ...from, startup: other })).toHaveLength(2);
    expect(apply({ ...from, startup }, diff({ ...from, startup }, { ...from, startup: other }))).toEqual({
      ...from,
      startup: other,
    });
  });
});

describe('explain', () => {
  it('says what, where and with which default', () => {
    const runId = field('runId', union(STR, NIL), { kind: 'value', msgpack: 'c0', python: 'NoneType' });
    expect(between([a], [a, runId])).toEqual(['field `runId` added to R, optional, default null']);
  });

  it.each([
    ['05', 'default 5'],
    ['ff', 'default -1'],
    ['cd03e8', 'default 1000'],
    ['cb3ff8000000000000', 'default 1.5'],
    ['c2', 'default false'],
    ['a26869', 'default "hi"'],
    ['90', 'default []'],
    ['80', 'default {}'],
    ['9101', 'default of type list'],
  ])('shows the default %s', (msgpack, shown) => {
    const found = field('f', INT, { kind: 'value', msgpack, python: 'list' });
    expect(between([a], [a, found])[0]).toContain(`optional, ${shown}`);
  });
});
