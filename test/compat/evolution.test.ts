import { describe, expect, it } from 'vitest';
import { show } from '../../src/wire/index.js';
import { predict, type Prediction } from '../../src/model/index.js';
import type { Field, RecordType, Type } from '../../src/schema/index.js';
import {
  field,
  FLOAT,
  INT,
  NIL,
  NULL,
  ONE,
  STR,
  tag,
  TWO,
  union,
  UNSET,
  values,
  record,
  schemaOf,
} from '../skew/demo.js';
import { ofRecord, worstRow, type Half } from './rows.js';

const refused: Partial<RecordType> = { unknownFields: 'refused' };
const array: Partial<RecordType> = { layout: 'array' };
const omits: Partial<RecordType> = { omitDefaults: true };
const a = field('a', INT);
const b = field('b', INT);
const opt = field('opt', INT, ONE);
const listOf = (item: Type): Type => ({ kind: 'list', item });
const at = (type: Type): readonly Field[] => [field('a', type)];

/**
 * The rows of the evolution table. Expected is what becomes of what the old one wrote | of what the new one wrote, with the
 * message that shows it; another line is for JSON, where it differs.
 */
type Case = readonly [name: string, from: Half, to: Half, expected: string, inJson?: string];

const CASES: readonly Case[] = [
  ['add optional field', [[a]], [[a, opt]], 'safe {a: 0} at $.opt | safe {a: 0, opt: 0} at $.opt'],
  [
    'add optional field, refused',
    [[a], refused],
    [[a, opt], refused],
    'safe {a: 0} at $.opt | breaks {a: 0, opt: 0} at $.opt',
  ],
  ['add required field', [[a]], [[a, b]], 'breaks {a: 0} at $.b | safe {a: 0, b: 0} at $.b'],
  [
    'add required field, refused',
    [[a], refused],
    [[a, b], refused],
    'breaks {a: 0} at $.b | breaks {a: 0, b: 0} at $.b',
  ],
  ['remove optional field', [[a, opt]], [[a]], 'safe {a: 0, opt: 0} at $.opt | safe {a: 0} at $.opt'],
  ['remove required field', [[a, b]], [[a]], 'safe {a: 0, b: 0} at $.b | breaks {a: 0} at $.b'],
  ['rename required', [[a]], [[{ ...a, name: 'A' }]], 'breaks {a: 0} at $.a | breaks {A: 0} at $.A'],
  [
    'rename optional',
    [[opt]],
    [[{ ...opt, name: 'Opt' }]],
    'loses {opt: 0} at $.opt | loses {Opt: 0} at $.Opt',
  ],
  [
    'rename optional, refused',
    [[opt], refused],
    [[{ ...opt, name: 'Opt' }], refused],
    'breaks {opt: 1} at $.opt | breaks {Opt: 1} at $.Opt',
  ],
  ['rename attribute', [[a]], [[{ ...a, attribute: 'A' }]], 'safe {a: 0} at $.a | safe {a: 0} at $.a'],
  ['reorder map fields', [[a, b]], [[b, a]], 'safe {a: 0, b: 0} at $ | safe {b: 0, a: 0} at $'],
  [
    'change default',
    [[opt]],
    [[{ ...opt, default: TWO }]],
    'safe {opt: 1} at $.opt | safe {opt: 2} at $.opt',
  ],
  [
    'change default, left out',
    [[opt], omits],
    [[{ ...opt, default: TWO }], omits],
    'loses {} at $.opt | loses {} at $.opt',
  ],
  [
    'optional to required',
    [[opt]],
    [[{ ...opt, default: null }]],
    'safe {opt: 1} at $.opt | safe {opt: 0} at $.opt',
  ],
  [
    'optional to required, left out',
    [[opt], omits],
    [[{ ...opt, default: null }], omits],
    'breaks {} at $.opt | safe {opt: 0} at $.opt',
  ],
  [
    'None to UNSET',
    [[field('o', union(INT, NIL), NULL)]],
    [[field('o', union(INT, NIL), UNSET)]],
    'safe {o: nil} at $.o | loses {} at $.o',
    'safe {o: 0} at $.o | loses {} at $.o',
  ],
  [
    'retag',
    [[a], tag('x')],
    [[a], tag('y')],
    'breaks {type: "x", a: 0} at $.type | breaks {type: "y", a: 0} at $.type',
  ],
  [
    'tag of another kind',
    [[a], tag('x')],
    [[a], intTag('1')],
    'breaks {type: "x", a: 0} at $.type | breaks {type: 1, a: 0} at $.type',
  ],
  [
    'rename tag field',
    [[a], tag('x')],
    [[a], tagAt('op')],
    'loses {type: "x", a: 0} at $.type | loses {op: "x", a: 0} at $.op',
  ],
  ['add tag', [[a]], [[a], tag('x')], 'safe {a: 0} at $ | safe {type: "x", a: 0} at $.type'],
  [
    'add tag, refused',
    [[a], refused],
    [[a], { ...refused, ...tag('x') }],
    'safe {a: 0} at $ | breaks {type: "x", a: 0} at $.type',
  ],
  [
    'enum value',
    [at(values('enum', 'r'))],
    [at(values('enum', 'r', 'g'))],
    'safe {a: "r"} at $.a | breaks {a: "g"} at $.a',
  ],
  [
    'literal value',
    [at(values('literal', 'r', 'g'))],
    [at(values('literal', 'g'))],
    'breaks {a: "r"} at $.a | safe {a: "g"} at $.a',
  ],
  ['int to float', [at(INT)], [at(FLOAT)], 'loses {a: 9007199254740993} at $.a | breaks {a: 0.0} at $.a'],
  ['T to Optional', [at(INT)], [at(union(INT, NIL))], 'safe {a: 0} at $.a | breaks {a: nil} at $.a'],
  ['widen union', [at(INT)], [at(union(INT, STR))], 'safe {a: 0} at $.a | breaks {a: ""} at $.a'],
  ['int to str', [at(INT)], [at(STR)], 'breaks {a: 0} at $.a | breaks {a: ""} at $.a'],
  [
    'int to bool',
    [at(INT)],
    [at({ kind: 'bool' })],
    'breaks {a: 0} at $.a | breaks {a: false} at $.a',
    'breaks {a: 0} at $.a | breaks {a: true} at $.a',
  ],
  [
    'str to bytes',
    [at(STR)],
    [at({ kind: 'bytes', as: 'bytes' })],
    'breaks {a: ""} at $.a | breaks {a: bin 0x} at $.a',
    'breaks {a: "a"} at $.a | loses {a: "AA=="} at $.a',
  ],
  [
    'list to set',
    [at(listOf(INT))],
    [at({ kind: 'set', frozen: false, item: INT })],
    'loses {a: [0, 0]} at $.a | safe {a: []} at $.a',
  ],
  [
    'list to sequence',
    [at(listOf(INT))],
    [at({ kind: 'sequence', item: INT })],
    'safe {a: []} at $.a | safe {a: []} at $.a',
  ],
  [
    'list to tuple',
    [at(listOf(INT))],
    [at({ kind: 'tuple', items: [INT, INT] })],
    'breaks {a: []} at $.a | safe {a: [0, 0]} at $.a',
  ],
  [
    'extend tuple',
    [at({ kind: 'tuple', items: [INT] })],
    [at({ kind: 'tuple', items: [INT, INT] })],
    'breaks {a: [0]} at $.a | breaks {a: [0, 0]} at $.a',
  ],
  [
    'str to aware datetime',
    [at(STR)],
    [at({ kind: 'datetime', zone: 'aware' })],
    'breaks {a: ""} at $.a | breaks {a: ext -1 0x00000000} at $.a',
    'breaks {a: ""} at $.a | safe {a: "1970-01-01T00:00:00Z"} at $.a',
  ],
  [
    'str to naive datetime',
    [at(STR)],
    [at({ kind: 'datetime', zone: 'naive' })],
    'breaks {a: ""} at $.a | safe {a: "1970-01-01T00:00:00"} at $.a',
  ],
  [
    'int to datetime',
    [at(INT)],
    [at({ kind: 'datetime', zone: 'any' })],
    'breaks {a: 0} at $.a | breaks {a: ext -1 0x00000000} at $.a',
    'breaks {a: 0} at $.a | breaks {a: "1970-01-01T00:00:00"} at $.a',
  ],
  [
    'date to datetime',
    [at({ kind: 'date' })],
    [at({ kind: 'datetime', zone: 'any' })],
    'breaks {a: "1970-01-01"} at $.a | breaks {a: ext -1 0x00000000} at $.a',
    'breaks {a: "1970-01-01"} at $.a | breaks {a: "1970-01-01T00:00:00"} at $.a',
  ],
  [
    'timedelta to float',
    [at({ kind: 'timedelta' })],
    [at(FLOAT)],
    'breaks {a: "PT0S"} at $.a | breaks {a: 0.0} at $.a',
  ],
  [
    'float to decimal',
    [at(FLOAT)],
    [at({ kind: 'decimal' })],
    'safe {a: 0.0} at $.a | breaks {a: "0"} at $.a',
  ],
  [
    'str to uuid',
    [at(STR)],
    [at({ kind: 'uuid' })],
    'breaks {a: ""} at $.a | safe {a: "00000000-0000-0000-0000-000000000000"} at $.a',
  ],
  ['str to enum', [at(STR)], [at(values('enum', 'r'))], 'breaks {a: ""} at $.a | safe {a: "r"} at $.a'],
  ['tighten', [at(INT)], [at({ kind: 'int', ge: '0' })], 'breaks {a: -1} at $.a | safe {a: 0} at $.a'],
  [
    'tighten length',
    [at({ kind: 'str', maxLength: 4 })],
    [at({ kind: 'str', maxLength: 3 })],
    'breaks {a: "AAAA"} at $.a | safe {a: ""} at $.a',
  ],
  ['array: append optional', [[a], array], [[a, opt], array], 'safe [0] at $ | safe [0, 0] at $[1]'],
  [
    'array: append optional, refused',
    [[a], { ...array, ...refused }],
    [[a, opt], { ...array, ...refused }],
    'safe [0] at $ | breaks [0, 0] at $[1]',
  ],
  ['array: append required', [[a], array], [[a, b], array], 'breaks [0] at $ | safe [0, 0] at $[1]'],
  ['array: drop optional', [[a, opt], array], [[a], array], 'safe [0, 0] at $[1] | safe [0] at $'],
  ['array: drop required', [[a, b], array], [[a], array], 'safe [0, 0] at $[1] | breaks [0] at $'],
  [
    'array: reorder, types line up',
    [[a, b], array],
    [[b, a], array],
    'loses [0, 1] at $ | loses [0, 1] at $',
  ],
  [
    'array: reorder, types differ',
    [[a, field('s', STR)], array],
    [[field('s', STR), a], array],
    'breaks [0, ""] at $ | breaks ["", 0] at $',
  ],
  ['array: insert required', [[a], array], [[b, a], array], 'breaks [0] at $ | loses [1, 0] at $[0]'],
  ['array layout on', [[a]], [[a], array], 'breaks {a: 0} at $ | breaks [0] at $'],
  [
    'named tuple: append optional',
    [[a], namedTuple()],
    [[a, opt], namedTuple()],
    'safe [0] at $ | breaks [0, 0] at $[1]',
  ],
  ['struct to dataclass', [[a]], [[a], { flavour: 'dataclass' }], 'safe {a: 0} at $ | safe {a: 0} at $'],
  [
    'any to int',
    [at({ kind: 'any' })],
    [at(INT)],
    'breaks {a: nil} at $.a | safe {a: 0} at $.a',
    'breaks {a: "a"} at $.a | safe {a: 0} at $.a',
  ],
  [
    'refuse what the old one has',
    [[a, opt]],
    [[a], refused],
    'breaks {a: 0, opt: 1} at $, joint | safe {a: 0} at $',
  ],
];

function namedTuple(): Partial<RecordType> {
  return { ...array, flavour: 'named-tuple' };
}

function intTag(value: string): Pick<RecordType, 'tag'> {
  return { tag: { value: { kind: 'int', value }, at: { kind: 'field', name: 'type' } } };
}

function tagAt(name: string): Pick<RecordType, 'tag'> {
  return { tag: { value: { kind: 'str', value: 'x' }, at: { kind: 'field', name } } };
}

/** What the old one wrote | what the new one wrote: the level, and the message that shows it. */
function told(from: Half, to: Half, codec: 'msgpack' | 'json'): string {
  const found = ofRecord(from, to, codec);
  return (['old', 'new'] as const)
    .map((writer) => {
      const row = worstRow(found, writer);
      const shown =
        row.witness === null ? 'no witness' : `${show(row.witness.value)} at ${row.witness.place}`;
      const agreed = row.agreement === 'agree' && !row.unproven ? '' : `, ${row.agreement}`;
      return `${row.level} ${shown}${agreed}${row.shown === 'whole' ? '' : `, ${row.shown}`}`;
    })
    .join(' | ');
}

describe('the evolution table', () => {
  for (const [name, from, to, expected, inJson = expected] of CASES) {
    it(`predicts: ${name}`, () => {
      expect(told(from, to, 'msgpack')).toBe(expected);
      expect(told(from, to, 'json')).toBe(inJson);
    });

    it.each(['msgpack', 'json'] as const)(
      `is shown by messages that the decoder treats so: ${name} (%s)`,
      (codec) => {
        const proven = ofRecord(from, to, codec).rows.filter(({ unproven }) => !unproven);
        expect(proven.length).toBeGreaterThan(0);
        for (const { witness, writer, level } of proven) {
          const bytes = witness?.bytes ?? new Uint8Array();
          const [mine, theirs] = writer === 'old' ? [from, to] : [to, from];
          expect(decoded(mine, bytes, codec).kind).toBe('value');
          expect(decoded(theirs, bytes, codec).kind).toBe(level === 'breaks' ? 'refused' : 'value');
        }
      },
    );
  }
});

function decoded([fields, more]: Half, bytes: Uint8Array, codec: 'msgpack' | 'json'): Prediction {
  return predict(schemaOf([record('R', fields, more)]), { kind: 'ref', name: 'R' }, bytes, codec);
}
