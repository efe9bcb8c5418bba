import { canonicalBytes, decode, encode, encodeCanonical, sameBytes, survey } from '../../src/wire/index.js';
import { array, bin, ext, float32, float64, int, nil, record, text } from '../../src/wire/index.js';
import type { Draw } from '../draw.js';
import type { Parser } from '../parser.js';
import { latin1, tokenLanguage, type Repeated } from '../tokenLanguage.js';

const LENGTHS: readonly number[] = [0, 1, 2, 15, 16, 31, 32, 127, 255, 256, 65_535, 2 ** 31, 2 ** 32 - 1];

/** One header with a body that may be missing in part. */
export function msgpackToken(draw: Draw): Uint8Array {
  if (draw.rarely(3)) return Uint8Array.of(draw.byte());
  const opcode = draw.rarely(2) ? 0xc0 + draw.below(32) : draw.byte();
  const body = Buffer.alloc(draw.length(12), draw.byte());
  if (body.length >= 4 && draw.rarely(2)) body.writeUInt32BE(draw.pick(LENGTHS));
  return Buffer.concat([Uint8Array.of(opcode), body]);
}

function counted(opcode: number, factor: number): Repeated['before'] {
  return (count) => {
    const head = Buffer.alloc(5, opcode);
    head.writeUInt32BE(Math.floor(count * factor), 1);
    return head;
  };
}

const NOTHING = (): Uint8Array => new Uint8Array(0);
const NIL = Uint8Array.of(0xc0);
const EMPTY = new Uint8Array(0);

const nested = (unit: string): Repeated => ({ before: NOTHING, unit: latin1(unit), after: NIL });
const inArray = (unit: string): Repeated => ({ before: counted(0xdd, 1), unit: latin1(unit), after: EMPTY });
const inMap = (unit: string): Repeated => ({ before: counted(0xdf, 0.5), unit: latin1(unit), after: EMPTY });

/** The decoder of msgpack: it promises never to throw, and to lose nothing. */
export const msgpack: Parser = {
  name: 'msgpack',
  read: (input) => {
    survey(input);
    return decode(input).kind === 'value';
  },
  isOwn: () => false,
  law: (input) => {
    const [whole, plain] = [decode(input, { headers: true }), decode(input)];
    if (whole.kind !== 'value' || plain.kind !== 'value')
      return 'one way of decoding takes it, the other does not';
    if (!sameBytes(encode(whole.value), input))
      return 'decoded with its headers and encoded, it is another frame';
    const canonical = encodeCanonical(plain.value);
    if (!sameBytes(canonicalBytes(input), canonical)) return 'canonicalBytes and encodeCanonical disagree';
    return sameBytes(canonicalBytes(canonical), canonical) ? null : 'its shortest form has a shorter one';
  },
  language: tokenLanguage({
    valid: [
      encode(
        record({ type: text('ping'), n: int(1), list: array([nil, float64(1.5), bin(Buffer.alloc(3))]) }),
      ),
      encode(
        array([float32(2), ext(5, Buffer.alloc(4)), int(-1), int(2n ** 64n - 1n), text('x'.repeat(300))]),
      ),
      encode(text('short')),
    ],
    token: msgpackToken,
    head: EMPTY,
    tail: EMPTY,
    repeated: [
      nested('\x91'),
      nested('\x81\xc0'),
      nested('\x81\xa1a'),
      nested('\x92\xc0'),
      nested('\xdd\0\0\0\x01'),
      nested('\xdc\0\x01'),
      nested('\xdf\xff\xff\xff\xff'),
      nested('\x8f'),
      inArray('\xc0'),
      inArray('\x90'),
      inArray('\x91\xc0'),
      inArray('\xa1a'),
      inArray('\xa2aa'),
      inArray('\xd9\0'),
      inArray('\xcc\x80'),
      inArray('\xc4\x01x'),
      inArray('\xca1234'),
      inArray('\xd4\x01x'),
      inArray('\x81\x01\x01'),
      inArray('\x80'),
      inArray('\xd9\x01x'),
      inArray('\x81\xa1a\x91\xc0'),
      inMap('\xa1a'),
      inMap('\x01'),
      inMap('\x91\xc0'),
      inMap('\xd9\x02\xff\xfe'),
    ],
  }),
};

/** The same with the headers kept, as case files are read. */
export const msgpackHeaders: Parser = {
  ...msgpack,
  name: 'msgpack-headers',
  read: (input) => decode(input, { headers: true }).kind === 'value',
};
