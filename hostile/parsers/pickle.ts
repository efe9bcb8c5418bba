import { shippedMarimoSchema } from '../../src/kernels/index.js';
import {
  array,
  bin,
  equal,
  int,
  nil,
  pickled,
  pickledBytes,
  readPickledBytes,
  record,
  sameBytes,
  showPickle,
  text,
  unpickled,
} from '../../src/wire/index.js';
import type { Draw } from '../draw.js';
import type { Parser } from '../parser.js';
import { latin1, tokenLanguage, type Repeated } from '../tokenLanguage.js';

const schema = shippedMarimoSchema('0.19.0');
const HEAD = latin1('\x80\x04');

/** Opcodes with their bodies, of the closed list and beyond. */
const TOKENS: readonly string[] = [
  'N',
  '\x88',
  '\x89',
  'K\x01',
  'M\x01\x02',
  'J\xff\xff\xff\xff',
  '\x8a\x01\x7f',
  '\x8a\0',
  'G12345678',
  '\x8c\x01a',
  'X\x02\0\0\0ab',
  'X\xff\xff\xff\xff',
  'C\x01b',
  'B\x01\0\0\0b',
  '\x8d\xff\xff\xff\xff\xff\xff\xff\x7f',
  '\x8e\x01\0\0\0\0\0\0\0b',
  ']',
  '}',
  ')',
  '\x85',
  '\x86',
  '\x87',
  '(',
  't',
  'a',
  'e',
  's',
  'u',
  '\x94',
  '\x93',
  'R',
  '\x81',
  'b',
  '.',
  '\x80\x05',
  '\x80\x06',
  '\x95\0\0\0\0\0\0\0\0',
  '\x95\xff\xff\xff\xff\xff\xff\xff\xff',
  '0',
  '1',
  '2',
  'h\x01',
  'cos\nsystem\n',
  'i',
  'Q',
  '\x97',
  'I1\n',
  '\xff',
  '\x8c\x18marimo._runtime.requests\x8c\x0fExecuteCommand\x93',
  '\x8c\x02os\x8c\x06system\x93',
  '\x8c\x01\xed',
];

function pickleToken(draw: Draw): Uint8Array {
  return draw.rarely(12) ? Uint8Array.of(draw.byte()) : latin1(draw.pick(TOKENS));
}

const around = (before: string, unit: string, after: string): Repeated => ({
  before: () => latin1(`\x80\x04${before}`),
  unit: latin1(unit),
  after: latin1(after),
});

/** The reader of pickles to a kernel and of byte strings from one: both promise never to throw. */
export const pickle: Parser = {
  name: 'pickle',
  read: (input) => {
    showPickle(input, 1_000);
    const strings = readPickledBytes(input).kind === 'bytes';
    return unpickled(schema, input).kind === 'value' || strings;
  },
  isOwn: () => false,
  law: (input) => {
    const held = readPickledBytes(input);
    if (held.kind === 'bytes') {
      const again = readPickledBytes(pickledBytes(held.bytes));
      if (again.kind !== 'bytes' || !sameBytes(again.bytes, held.bytes))
        return 'its byte string does not come back';
      const read = unpickled(schema, input);
      return read.kind === 'value' && read.value.kind === 'bin' && sameBytes(read.value.bytes, held.bytes)
        ? null
        : 'the two readers have another byte string';
    }
    const [one, two] = [unpickled(schema, input), unpickled(schema, Uint8Array.from(input))];
    return one.kind === 'value' && two.kind === 'value' && equal(one.value, two.value)
      ? null
      : 'read twice, it is not the same';
  },
  language: tokenLanguage({
    valid: [
      pickled(schema, record({ type: text('delete-cell'), cellId: text('a') })),
      pickled(
        schema,
        record({
          type: text('set-ui-element-value'),
          objectIds: array([text('a')]),
          values: array([int(1)]),
        }),
      ),
      pickled(schema, array([int(2n ** 40n), nil, bin(Buffer.alloc(9)), record({ a: text('é') })])),
      pickledBytes(Buffer.from('{"op":"alert"}')),
      pickledBytes(Buffer.alloc(70_000)),
    ],
    token: pickleToken,
    head: HEAD,
    tail: latin1('.'),
    repeated: [
      around('', ']', '.'),
      around('', '(', '.'),
      around('', '}', '.'),
      around(']', '(]e', '.'),
      around('N', '\x85', '.'),
      around('(', 'N', 't.'),
      around('(', ')', 't.'),
      around('(', 'K\x01', 't.'),
      around('](', ']', 'e.'),
      around('](', 'N', 'e.'),
      around(']', 'Na', '.'),
      around('}', 'K\x01Ns', '.'),
      around('}(', 'K\x01N', 'u.'),
      around('(', '\x8a\x04aaaa', 't.'),
      around('(', '\x8a\xff'.padEnd(257, 'a'), 't.'),
      around('(', '\x8c\x01a', 't.'),
      around('(', '\x8c\x03\xed\xa0\x80', 't.'),
      around('}', '(NtNs', '.'),
      around('}', 'N\x85Ns', '.'),
      around('', '\x95\0\0\0\0\0\0\0\0', '.'),
      around('', '\x80\x04', '.'),
      around('N', '\x94', '.'),
      around('(', 'G12345678', 't.'),
      around('}\x8c\x01a', '}\x8c\x01a', 'N.'),
      around('', '\x8c\x02os\x8c\x06system\x93', '.'),
      around(')', '\x86', '.'),
      around('](', '](', '.'),
    ],
  }),
};
