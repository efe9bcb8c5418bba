import { describe, expect, it } from 'vitest';
import { compare, type Comparison, type Row } from '../../src/compat/index.js';
import {
  channelsTo,
  type Channel,
  type Field,
  type RecordType,
  type Schema,
  type Tag,
  type Type,
} from '../../src/schema/index.js';
import { show, textOf } from '../../src/wire/index.js';
import { field, FLOAT, INT, NIL, NULL, ONE, record, schemaOf, STR, tag, union } from '../skew/demo.js';
import { inCodec } from './rows.js';

const a = field('a', INT);
const ref = (name: string): Type => ({ kind: 'ref', name });
const listOf = (item: Type): Type => ({ kind: 'list', item });

/** `direction messages: level value place` for every row, and what else is to be said of it. */
function lines({ rows }: Comparison): readonly string[] {
  return rows.map((row) => `${who(row)}: ${row.level} ${witnessOf(row)}${remark(row)}`);
}

function who({ writer, messages }: Row): string {
  return `${writer} ${messages}`;
}

function witnessOf({ witness }: Row): string {
  return witness === null ? 'no witness' : `${show(witness.value)} ${witness.place}`;
}

function remark({ shown, unproven, agreement }: Row): string {
  const alone = shown === 'whole' || shown === null ? '' : ` ${shown}`;
  return `${alone}${agreement === 'agree' ? '' : ` ${agreement}`}${unproven ? ' unproven' : ''}`;
}

function answering(schema: Schema, channel: Partial<Channel>): Schema {
  const [first] = schema.channels;
  if (first === undefined) throw new Error('a channel was expected');
  return { ...schema, channels: [first, { ...first, direction: 'from-kernel', name: 'stream', ...channel }] };
}

const deep = (inner: RecordType): Schema =>
  schemaOf([
    record('Top', [
      field('rows', { kind: 'dict', key: STR, value: listOf(ref('Row')) }),
      field('n', INT, ONE),
    ]),
    record('Row', [field('cell', union(ref('Inner'), NIL), NULL), field('label', STR)]),
    inner,
  ]);

const keyed = (key: Type): Schema => schemaOf([record('R', [field('d', { kind: 'dict', key, value: INT })])]);

const hashing = (hashable: boolean): Schema =>
  schemaOf([
    record('Top', [
      field('p', ref('Key'), NULL),
      field('set', { kind: 'set', frozen: false, item: ref('Key') }),
    ]),
    record('Key', [], { hashable }),
  ]);

const coded = (more: Partial<RecordType>, ...names: readonly string[]): Schema =>
  schemaOf([
    record(
      'R',
      names.map((name) => field(name, INT, ONE)),
      more,
    ),
  ]);

const animal = (name: string, fields: readonly Field[], value: Tag['value'], at: string): RecordType =>
  record(name, fields, { tag: { value, at: { kind: 'field', name: at } } });

/** A union of two kinds of messages whose tags are of this kind, in this field. */
const both = (kind: 'str' | 'int', name: string): Schema =>
  schemaOf(
    [
      animal('Cat', [a], { kind, value: '0' }, name),
      animal('Dog', [field('name', STR)], { kind, value: '1' }, name),
    ],
    ['Cat', 'Dog'],
  );

/** Dogs are found in a union, and, nearer, by themselves. */
const holding = (pets: Schema): Schema => {
  const top = [field('d', ref('Dog'), NULL), field('pets', listOf(union(ref('Cat'), ref('Dog'))))];
  const types = { ...pets.types, Top: record('Top', top) };
  return { ...schemaOf([types.Top]), types };
};

describe('the place of a difference', () => {
  it('is reached by the smallest message, through whatever holds it', () => {
    expect(lines(compare(deep(record('Inner', [a])), deep(record('Inner', [field('a', STR)]))))).toEqual([
      'old commands: breaks {rows: {"": [{cell: {a: 0}, label: ""}]}} $.rows[...][0].cell.a',
      'new commands: breaks {rows: {"": [{cell: {a: ""}, label: ""}]}} $.rows[...][0].cell.a',
    ]);
  });

  it('may lie in a record that holds itself', () => {
    const tree = (leaf: Type): Schema =>
      schemaOf([record('Tree', [field('kids', listOf(ref('Tree'))), field('leaf', leaf)])]);
    expect(lines(compare(tree(INT), tree(FLOAT)))).toEqual([
      'old commands: loses {kids: [], leaf: 9007199254740993} $.leaf',
      'new commands: breaks {kids: [], leaf: 0.0} $.leaf',
    ]);
    const endless = schemaOf([record('Loop', [field('next', ref('Loop')), a])]);
    const other = schemaOf([record('Loop', [field('next', ref('Loop')), field('a', STR)])]);
    expect(lines(compare(endless, other))).toEqual([
      'old commands: breaks no witness rule-stronger unproven',
      'new commands: breaks no witness rule-stronger unproven',
    ]);
  });

  it('may be a key', () => {
    expect(lines(compare(keyed(STR), keyed({ kind: 'uuid' })))).toEqual([
      'old commands: breaks {d: {"": 0}} key in $.d',
      'new commands: safe {d: {"00000000-0000-0000-0000-000000000000": 0}} key in $.d',
    ]);
  });

  it('is told apart from other differences of the same message', () => {
    const from = schemaOf([record('R', [a])]);
    const to = schemaOf([record('R', [a, field('b', INT), field('c', INT)])]);
    const { rows } = compare(from, to);
    const [first, , second] = rows;
    expect([first?.shown, first?.instead]).toEqual(['whole', null]);
    expect(second).toMatchObject({
      shown: 'alone',
      predicted: { kind: 'refused', error: { message: 'Object missing required field `c`' } },
      instead: { kind: 'refused', error: { message: 'Object missing required field `b`' } },
    });
  });

  it('is shared by differences of which each is needed', () => {
    const from = schemaOf([record('R', [a, field('opt', INT, ONE)])]);
    const to = schemaOf([record('R', [a], { unknownFields: 'refused' })]);
    expect(lines(compare(from, to))).toEqual([
      'old commands: breaks {a: 0, opt: 1} $ joint',
      'new commands: safe {a: 0} $',
      'old commands: breaks {a: 0, opt: 0} $.opt joint',
      'new commands: safe {a: 0} $.opt',
    ]);
  });

  it('holds what the writer always writes where the reader would miss it', () => {
    const from = schemaOf([record('R', [a, field('opt', INT, ONE)])]);
    const to = schemaOf([record('R', [field('a', STR), field('opt', INT)])]);
    expect(lines(compare(from, to))[0]).toBe('old commands: breaks {a: 0, opt: 1} $.a');
  });
});

describe('a union of kinds of messages', () => {
  const cat = record('Cat', [a], tag('cat'));
  const dog = record('Dog', [field('name', STR)], tag('dog'));
  const two = schemaOf([cat, dog], ['Cat', 'Dog']);
  const dogWith = (found: RecordType['tag']): Schema =>
    schemaOf([cat, { ...dog, tag: found }], ['Cat', 'Dog']);
  const retagged = (other: Partial<NonNullable<RecordType['tag']>>): readonly string[] =>
    lines(
      compare(
        two,
        dogWith({ value: { kind: 'str', value: 'dog' }, at: { kind: 'field', name: 'type' }, ...other }),
      ),
    );

  it.each(['msgpack', 'json', 'json-in-msgpack-bin', 'json-in-pickle'] as const)(
    'refuses a tag that it does not know: a hazard (%s)',
    (codec) => {
      const three = schemaOf([cat, dog, record('Bird', [], tag('bird'))], ['Cat', 'Dog', 'Bird']);
      const found = compare(inCodec(two, codec), inCodec(three, codec));
      expect(lines(found)).toEqual([
        'old commands: safe {type: "cat", a: 0} $',
        'new commands: hazard {type: "bird"} $.type',
      ]);
      expect(found.rows[1]?.witness?.tag).toBe('bird');
      expect(found.unreached.map(({ op }) => op.kind)).toEqual(['record-added']);
    },
  );

  it('refuses a tag of another value, another kind, another field', () => {
    expect(retagged({ value: { kind: 'str', value: 'wolf' } })).toEqual([
      'old commands: breaks {type: "dog", name: ""} $.type',
      'new commands: breaks {type: "wolf", name: ""} $.type',
    ]);
  });

  it('refuses tags of another kind, or in another field, in all of its messages', () => {
    expect(lines(compare(both('str', 'type'), both('int', 'type')))).toEqual([
      'old commands: breaks {type: "0", a: 0} $.type joint',
      'new commands: breaks {type: 0, a: 0} $.type joint',
      'old commands: breaks {type: "1", name: ""} $.type joint',
      'new commands: breaks {type: 1, name: ""} $.type joint',
    ]);
    expect(lines(compare(both('str', 'type'), both('str', 'op')))).toEqual([
      'old commands: breaks {type: "0", a: 0} $.type joint',
      'new commands: breaks {op: "0", a: 0} $.op joint',
      'old commands: breaks {type: "1", name: ""} $.type joint',
      'new commands: breaks {op: "1", name: ""} $.op joint',
    ]);
  });

  it('is met where the tag matters, though the record is also found elsewhere', () => {
    const found = compare(holding(both('str', 'type')), holding(both('str', 'op')));
    expect(lines(found).slice(2)).toEqual([
      'old commands: breaks {pets: [{type: "1", name: ""}]} $.pets[0].type joint',
      'new commands: breaks {pets: [{op: "1", name: ""}]} $.pets[0].op joint',
    ]);
  });

  it('asks for a hash where the record is hashed', () => {
    expect(lines(compare(hashing(true), hashing(false)))).toEqual([
      'old commands: breaks {set: [{}]} $.set[0] rule-stronger unproven',
      'new commands: safe {set: [{}]} $.set[0]',
    ]);
  });
});

describe('channels', () => {
  const r = record('R', [a]);
  const base = schemaOf([r]);
  const note = record('Note', [field('text', STR)]);
  const withNote = (found: RecordType): Schema => {
    const types = { R: r, Note: found };
    return {
      ...answering(base, {}),
      types,
      channels: answering(base, { envelope: [{ role: 'body', codec: 'json', type: ref('Note') }] }).channels,
    };
  };

  it('are written by the host to the kernel, and by the kernel from it', () => {
    const found = compare(withNote(note), withNote(record('Note', [field('text', STR), field('at', INT)])));
    expect(
      found.rows.map(({ direction, messages, writer, channel, level }) => [
        direction,
        messages,
        writer,
        channel,
        level,
      ]),
    ).toEqual([
      ['old-host-new-kernel', 'notifications', 'new', 'stream', 'safe'],
      ['new-host-old-kernel', 'notifications', 'old', 'stream', 'breaks'],
    ]);
    const bytes = found.rows[1]?.witness?.bytes ?? new Uint8Array();
    expect(textOf(bytes)).toBe('{"text":""}');
  });

  const lonely = (found: RecordType): Schema => ({ ...base, types: { R: r, Lonely: found } });

  it('have no row where nothing leads to the difference', () => {
    const found = compare(lonely(record('Lonely', [a])), lonely(record('Lonely', [])));
    expect(found.rows).toEqual([]);
    expect(found.unreached.map(({ because }) => because)).toEqual(['no message that is written leads to it']);
  });

  it('that nobody reads lose what is written', () => {
    expect(lines(compare(base, withNote(note)))).toEqual(['new notifications: loses {text: ""} $']);
    expect(lines(compare(withNote(note), base))).toEqual(['old notifications: loses {text: ""} $']);
  });

  it('of another codec refuse, or are not proven where a pickle is in play', () => {
    expect(lines(compare(base, inCodec(base, 'json')))).toEqual([
      'old commands: breaks {a: 0} $',
      'new commands: breaks {a: 0} $',
    ]);
    expect(lines(compare(inCodec(base, 'pickle'), base))).toEqual([
      'old commands: breaks no witness rule-stronger unproven',
      'new commands: breaks {a: 0} $ rule-stronger unproven',
    ]);
  });

  it('turned round, or of more frames, are not for a decoder to tell', () => {
    const [control] = channelsTo(base, 'to-kernel');
    if (control === undefined) throw new Error('a channel was expected');
    const turned: Schema = { ...base, channels: [{ ...control, direction: 'from-kernel' }] };
    expect(lines(compare(base, turned))).toEqual([
      'old commands: breaks {a: 0} $ rule-stronger unproven',
      'new notifications: breaks {a: 0} $ rule-stronger unproven',
    ]);
    const routed: Schema = {
      ...base,
      channels: [
        { ...control, envelope: [{ role: 'route', codec: 'utf8', type: STR }, ...control.envelope] },
      ],
    };
    expect(lines(compare(base, routed))).toEqual([
      'old commands: breaks {a: 0} $ rule-stronger unproven',
      'new commands: breaks {a: 0} $ rule-stronger unproven',
    ]);
  });

  it('include the startup document, which the host writes', () => {
    const started = (type: Type): Schema => ({ ...base, startup: { role: 'body', codec: 'json', type } });
    expect(lines(compare(started(INT), started(STR)))).toEqual([
      'old commands: breaks 0 $',
      'new commands: breaks "" $',
    ]);
    expect(lines(compare(base, started(INT)))).toEqual([
      'old commands: breaks no witness rule-stronger unproven',
      'new commands: safe 0 $',
    ]);
  });
});

describe('code after decoding', () => {
  it('is a hazard where it comes, and not held against other differences', () => {
    expect(lines(compare(coded({}, 'a'), coded({ postInit: true }, 'a')))).toEqual([
      'old commands: hazard {} $',
      'new commands: safe {} $',
    ]);
    const run = { postInit: true };
    expect(lines(compare(coded(run, 'a'), coded(run, 'a', 'b')))).toEqual([
      'old commands: safe {} $.b',
      'new commands: safe {b: 0} $.b',
    ]);
  });
});
