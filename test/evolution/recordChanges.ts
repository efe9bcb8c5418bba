import { bin, ext, record, text } from '../../src/wire/index.js';
import { asked, changed, meant, refused, type BothWays, type ByCodec } from './reading.js';

const missing = (sent: string, name: string): ByCodec =>
  refused(sent, `Object missing required field \`${name}\``);
const unknown = (sent: string, name: string): ByCodec =>
  refused(sent, `Object contains unknown field \`${name}\``);
const tooShort = (sent: string): ByCodec => refused(sent, 'Expected `array` of at least length 2, got 1');
/** The lengths of tuples: JSON does not say what it got. */
const length = (sent: string, wanted: string, got: number, path: string | null): ByCodec => ({
  msgpack: refused(sent, `Expected \`array\` of ${wanted}, got ${got}`, path),
  json: refused(sent, `Expected \`array\` of ${wanted}`, path),
});
const expected = (sent: string, want: string, got: string, path: string | null = '$.a'): ByCodec =>
  refused(sent, `Expected \`${want}\`, got \`${got}\``, path);
const invalid = (sent: string, message: string): ByCodec => refused(sent, message, '$.a');

const UUID = '{"a":"00000000-0000-0000-0000-000000000000"}';
const MOMENT = '{"a":"2020-01-01T00:00:00"}';
const EPOCH = record({ a: ext(-1, new Uint8Array(4)) });
const HI = record({ a: bin(Buffer.from('hi')) });

/** What becomes of the messages, for each of the rows of the static rules. */
export const RECORD_CHANGES: Readonly<Record<string, BothWays>> = {
  'add optional field': [meant('{"a":7}', '{"a":7,"opt":1}'), meant('{"a":7,"opt":8}', '{"a":7}')],
  'add optional field, refused': [meant('{"a":7}', '{"a":7,"opt":1}'), unknown('{"a":7,"opt":8}', 'opt')],
  'add required field': [missing('{"a":7}', 'b'), meant('{"a":7,"b":8}', '{"a":7}')],
  'add required field, refused': [missing('{"a":7}', 'b'), unknown('{"a":7,"b":8}', 'b')],
  'remove optional field': [meant('{"a":7,"opt":8}', '{"a":7}'), meant('{"a":7}', '{"a":7,"opt":1}')],
  'remove optional field, refused': [unknown('{"a":7,"opt":8}', 'opt'), meant('{"a":7}', '{"a":7,"opt":1}')],
  'remove required field': [meant('{"a":7,"b":8}', '{"a":7}'), missing('{"a":7}', 'b')],
  'rename required': [missing('{"a":7}', 'A'), missing('{"A":7}', 'a')],
  'rename optional': [changed('$.opt', '{"opt":7}', '{"Opt":1}'), changed('$.Opt', '{"Opt":7}', '{"opt":1}')],
  'rename optional, refused': [unknown('{"opt":7}', 'opt'), unknown('{"Opt":7}', 'Opt')],
  'rename in an array': [meant('[7]'), meant('[7]')],
  'rename attribute': [meant('{"a":7}'), meant('{"a":7}')],
  'reorder map fields': [meant('{"a":7,"b":8}', '{"b":8,"a":7}'), meant('{"b":8,"a":7}', '{"a":7,"b":8}')],
  'change default': [meant('{"opt":1}'), meant('{"opt":2}')],
  'change default, left out': [changed('$.opt', '{}', '{"opt":2}'), changed('$.opt', '{}', '{"opt":1}')],
  'optional to required': [meant('{"opt":7}'), meant('{"opt":7}')],
  'optional to required, left out': [missing('{}', 'opt'), meant('{"opt":7}')],
  'required to optional, left out': [meant('{"opt":7}'), missing('{}', 'opt')],
  'None to UNSET': [meant('{"opt":7}'), changed('$.opt', '{}', '{"opt":null}')],
  retag: [
    refused('{"type":"x","a":7}', "Invalid value 'x'", '$.type'),
    refused('{"type":"y","a":7}', "Invalid value 'y'", '$.type'),
  ],
  'enum value': [meant('{"a":"r"}'), invalid('{"a":"g"}', "Invalid enum value 'g'")],
  'literal value': [invalid('{"a":"r"}', "Invalid enum value 'r'"), meant('{"a":"g"}')],
  'open enum': [meant('{"a":"r"}'), asked('{"a":"g"}')],
  'int to float': [
    changed('$.a', '{"a":9007199254740993}', '{"a":9007199254740992.0}'),
    expected('{"a":1.5}', 'int', 'float'),
  ],
  'float to int': [
    expected('{"a":1.5}', 'int', 'float'),
    changed('$.a', '{"a":9007199254740993}', '{"a":9007199254740992.0}'),
  ],
  'T to Optional': [meant('{"a":7}'), expected('{"a":null}', 'int', 'None')],
  'Optional to T': [expected('{"a":null}', 'int', 'None'), meant('{"a":7}')],
  'widen union': [meant('{"a":7}'), expected('{"a":"x"}', 'int', 'str')],
  'int to str': [expected('{"a":7}', 'str', 'int'), expected('{"a":"x"}', 'int', 'str')],
  'str to bytes': [
    {
      msgpack: refused('{"a":"x"}', 'Expected `bytes`, got `str`', '$.a'),
      json: refused('{"a":"x"}', 'Invalid base64 encoded string', '$.a'),
    },
    {
      msgpack: refused(HI, 'Expected `str`, got `bytes`', '$.a'),
      json: changed('$.a', '{"a":"aGk="}', '{"a":"aGk="}'),
    },
  ],
  'list to set': [changed('$.a', '{"a":[7,7]}', '{"a":[7]}'), meant('{"a":[7]}')],
  'list to sequence': [meant('{"a":[7,8]}'), meant('{"a":[7,8]}')],
  'list to tuple': [length('{"a":[7]}', 'length 2', 1, '$.a'), meant('{"a":[7,8]}')],
  'extend tuple': [length('{"a":[7]}', 'length 2', 1, '$.a'), length('{"a":[7,8]}', 'length 1', 2, '$.a')],
  'str to aware datetime': [
    invalid('{"a":"x"}', 'Invalid RFC3339 encoded datetime'),
    {
      msgpack: refused(EPOCH, 'Expected `str`, got `ext`', '$.a'),
      json: meant('{"a":"1970-01-01T00:00:00Z"}'),
    },
  ],
  'str to naive datetime': [invalid('{"a":"x"}', 'Invalid RFC3339 encoded datetime'), meant(MOMENT)],
  'int to datetime': [expected('{"a":7}', 'datetime', 'int'), expected(MOMENT, 'int', 'str')],
  'date to datetime': [
    invalid('{"a":"2020-01-01"}', 'Invalid RFC3339 encoded datetime'),
    invalid(MOMENT, 'Invalid RFC3339 encoded date'),
  ],
  'timedelta to float': [
    expected('{"a":"PT1S"}', 'float', 'str'),
    expected('{"a":1.5}', 'duration', 'float'),
  ],
  'float to decimal': [
    meant('{"a":1.5}', record({ a: text('1.5') })),
    expected('{"a":"1.5"}', 'float', 'str'),
  ],
  'str to uuid': [invalid('{"a":"x"}', 'Invalid UUID'), meant(UUID)],
  'str to enum': [invalid('{"a":"x"}', "Invalid enum value 'x'"), meant('{"a":"r"}')],
  'any to int': [expected('{"a":"x"}', 'int', 'str'), meant('{"a":7}')],
  tighten: [invalid('{"a":-1}', 'Expected `int` >= 0'), meant('{"a":7}')],
  loosen: [meant('{"a":"abc"}'), invalid('{"a":"abcd"}', 'Expected `str` of length <= 3')],
  'same limit in other words': [meant('{"a":1}'), meant('{"a":1}')],
  'array: append optional': [meant('[7]', '[7,1]'), meant('[7,8]', '[7]')],
  'array: append optional, refused': [meant('[7]', '[7,1]'), length('[7,8]', 'at most length 1', 2, null)],
  'array: append required': [tooShort('[7]'), meant('[7,8]', '[7]')],
  'array: drop optional': [meant('[7,8]', '[7]'), meant('[7]', '[7,1]')],
  'array: drop required': [meant('[7,8]', '[7]'), tooShort('[7]')],
  'array: reorder, types line up': [changed('$.a', '[7,8]', '[7,8]'), changed('$.b', '[7,8]', '[7,8]')],
  'array: reorder, types differ': [
    expected('[7,"x"]', 'str', 'int', '$[0]'),
    expected('["x",7]', 'int', 'str', '$[0]'),
  ],
  'array: insert optional': [changed('$.opt', '[7]', '[7,1]'), changed('$.opt', '[7,8]', '[7]')],
  'array: insert required': [tooShort('[7]'), changed('$.a', '[7,8]', '[7]')],
  'array: remove from within': [changed('$.a', '[7,8]', '[7]'), tooShort('[7]')],
  'array layout on': [expected('{"a":7}', 'array', 'object', null), expected('[7]', 'object', 'array', null)],
  'named tuple: append optional': [meant('[7]', '[7,1]'), length('[7,8]', 'length 1', 2, null)],
  'struct to dataclass': [meant('{"a":7}'), meant('{"a":7}')],
  'refuse unknown fields': [meant('{"a":7}'), meant('{"a":7}')],
  'refuse what the old one has': [unknown('{"a":7,"opt":8}', 'opt'), meant('{"a":7}', '{"a":7,"opt":1}')],
  'code after decoding': [asked('{"a":7}'), meant('{"a":7}')],
  'add tag, single': [meant('{"a":7}', '{"type":"x","a":7}'), meant('{"type":"x","a":7}', '{"a":7}')],
  'add tag, refused': [meant('{"a":7}', '{"type":"x","a":7}'), unknown('{"type":"x","a":7}', 'type')],
};
