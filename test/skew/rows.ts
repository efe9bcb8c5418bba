import type { Field, RecordType, Type } from '../../src/schema/index.js';
import { field, FLOAT, INT, NIL, NULL, ONE, STR, tag, TWO, union, UNSET, values } from './demo.js';

const refused: Partial<RecordType> = { unknownFields: 'refused' };
const array: Partial<RecordType> = { layout: 'array' };
const omits: Partial<RecordType> = { omitDefaults: true };
const a = field('a', INT);
const b = field('b', INT);
const opt = field('opt', INT, ONE);
const listOf = (item: Type): Type => ({ kind: 'list', item });
const open = (...texts: readonly string[]): Type => {
  const type = values('enum', ...texts);
  return type.kind === 'enum' ? { ...type, open: true } : type;
};
const at = (type: Type): readonly Field[] => [field('a', type)];

/** The fields of a record, and what else is to say of it. */
type Side = readonly [fields: readonly Field[], more?: Partial<RecordType>];
/**
 * How a record may change, and how bad that is: as it reads what was written before, and the other way; each
 * `msgpack|json` where the codecs differ.
 */
export const ROWS: readonly (readonly [row: string, from: Side, to: Side, expected: string])[] = [
  ['add optional field', [[a]], [[a, opt]], 'safe / safe'],
  ['add optional field, refused', [[a], refused], [[a, opt], refused], 'safe / breaks'],
  ['add required field', [[a]], [[a, b]], 'breaks / safe'],
  ['add required field, refused', [[a], refused], [[a, b], refused], 'breaks / breaks'],
  ['remove optional field', [[a, opt]], [[a]], 'safe / safe'],
  ['remove optional field, refused', [[a, opt], refused], [[a], refused], 'breaks / safe'],
  ['remove required field', [[a, b]], [[a]], 'safe / breaks'],
  ['rename required', [[a]], [[{ ...a, name: 'A' }]], 'breaks / breaks'],
  ['rename optional', [[opt]], [[{ ...opt, name: 'Opt' }]], 'loses / loses'],
  ['rename optional, refused', [[opt], refused], [[{ ...opt, name: 'Opt' }], refused], 'breaks / breaks'],
  ['rename in an array', [[a], array], [[{ ...a, name: 'A' }], array], 'safe / safe'],
  ['rename attribute', [[a]], [[{ ...a, attribute: 'A' }]], 'safe / safe'],
  ['reorder map fields', [[a, b]], [[b, a]], 'safe / safe'],
  ['change default', [[opt]], [[{ ...opt, default: TWO }]], 'safe / safe'],
  ['change default, left out', [[opt], omits], [[{ ...opt, default: TWO }], omits], 'loses / loses'],
  ['optional to required', [[opt]], [[{ ...opt, default: null }]], 'safe / safe'],
  ['optional to required, left out', [[opt], omits], [[{ ...opt, default: null }], omits], 'breaks / safe'],
  ['required to optional, left out', [[{ ...opt, default: null }], omits], [[opt], omits], 'safe / breaks'],
  ['None to UNSET', [[{ ...opt, default: NULL }]], [[{ ...opt, default: UNSET }]], 'safe / loses'],
  ['retag', [[a], tag('x')], [[a], tag('y')], 'breaks / breaks'],
  ['enum value', [at(values('enum', 'r'))], [at(values('enum', 'r', 'g'))], 'safe / breaks'],
  ['literal value', [at(values('literal', 'r', 'g'))], [at(values('literal', 'g'))], 'breaks / safe'],
  ['open enum', [at(open('r'))], [at(open('r', 'g'))], 'safe / hazard'],
  ['int to float', [at(INT)], [at(FLOAT)], 'loses / breaks'],
  ['float to int', [at(FLOAT)], [at(INT)], 'breaks / loses'],
  ['T to Optional', [at(INT)], [at(union(INT, NIL))], 'safe / breaks'],
  ['Optional to T', [at(union(INT, NIL))], [at(INT)], 'breaks / safe'],
  ['widen union', [at(INT)], [at(union(INT, STR))], 'safe / breaks'],
  ['int to str', [at(INT)], [at(STR)], 'breaks / breaks'],
  ['str to bytes', [at(STR)], [at({ kind: 'bytes', as: 'bytes' })], 'breaks / breaks|loses'],
  ['list to set', [at(listOf(INT))], [at({ kind: 'set', frozen: false, item: INT })], 'loses / safe'],
  ['list to sequence', [at(listOf(INT))], [at({ kind: 'sequence', item: INT })], 'safe / safe'],
  ['list to tuple', [at(listOf(INT))], [at({ kind: 'tuple', items: [INT, INT] })], 'breaks / safe'],
  [
    'extend tuple',
    [at({ kind: 'tuple', items: [INT] })],
    [at({ kind: 'tuple', items: [INT, INT] })],
    'breaks / breaks',
  ],
  ['str to aware datetime', [at(STR)], [at({ kind: 'datetime', zone: 'aware' })], 'breaks / breaks|safe'],
  ['str to naive datetime', [at(STR)], [at({ kind: 'datetime', zone: 'naive' })], 'breaks / safe'],
  ['int to datetime', [at(INT)], [at({ kind: 'datetime', zone: 'any' })], 'breaks / breaks'],
  ['date to datetime', [at({ kind: 'date' })], [at({ kind: 'datetime', zone: 'any' })], 'breaks / breaks'],
  ['timedelta to float', [at({ kind: 'timedelta' })], [at(FLOAT)], 'breaks / breaks'],
  ['float to decimal', [at(FLOAT)], [at({ kind: 'decimal' })], 'safe / breaks'],
  ['str to uuid', [at(STR)], [at({ kind: 'uuid' })], 'breaks / safe'],
  ['str to enum', [at(STR)], [at(values('enum', 'r'))], 'breaks / safe'],
  ['any to int', [at({ kind: 'any' })], [at(INT)], 'breaks / safe'],
  ['tighten', [at(INT)], [at({ kind: 'int', ge: '0' })], 'breaks / safe'],
  ['loosen', [at({ kind: 'str', maxLength: 3 })], [at({ kind: 'str', maxLength: 4 })], 'safe / breaks'],
  [
    'same limit in other words',
    [at({ kind: 'int', gt: '0' })],
    [at({ kind: 'int', ge: '1' })],
    'safe / safe',
  ],
  ['array: append optional', [[a], array], [[a, opt], array], 'safe / safe'],
  [
    'array: append optional, refused',
    [[a], { ...array, ...refused }],
    [[a, opt], { ...array, ...refused }],
    'safe / breaks',
  ],
  ['array: append required', [[a], array], [[a, b], array], 'breaks / safe'],
  ['array: drop optional', [[a, opt], array], [[a], array], 'safe / safe'],
  ['array: drop required', [[a, b], array], [[a], array], 'safe / breaks'],
  ['array: reorder, types line up', [[a, b], array], [[b, a], array], 'loses / loses'],
  [
    'array: reorder, types differ',
    [[a, field('s', STR)], array],
    [[field('s', STR), a], array],
    'breaks / breaks',
  ],
  ['array: insert optional', [[opt], array], [[field('s', INT, ONE), opt], array], 'loses / loses'],
  ['array: insert required', [[a], array], [[b, a], array], 'breaks / loses'],
  ['array: remove from within', [[b, a], array], [[a], array], 'loses / breaks'],
  ['array layout on', [[a]], [[a], array], 'breaks / breaks'],
  [
    'named tuple: append optional',
    [[a], { ...array, flavour: 'named-tuple' }],
    [[a, opt], { ...array, flavour: 'named-tuple' }],
    'safe / breaks',
  ],
  ['struct to dataclass', [[a]], [[a], { flavour: 'dataclass' }], 'safe / safe'],
  ['refuse unknown fields', [[a]], [[a], refused], 'safe / safe'],
  ['refuse what the old one has', [[a, opt]], [[a], refused], 'breaks / safe'],
  ['code after decoding', [[a]], [[a], { postInit: true }], 'hazard / safe'],
  ['add tag, single', [[a]], [[a], tag('x')], 'safe / safe'],
  ['add tag, refused', [[a], refused], [[a], { ...refused, ...tag('x') }], 'safe / breaks'],
];
