import type { Annotated, ByteNote } from '../annotate.js';

/** What follows an opcode: nothing, so many bytes, a length of so many bytes and then as many, or lines of text. */
type Argument = 0 | 1 | 2 | 4 | 8 | 'sized1' | 'sized4' | 'sized8' | 'line' | 'lines';

const ARGUMENTS: Readonly<Record<string, Argument>> = {
  '1': 1,
  '2': 2,
  '4': 4,
  '8': 8,
  sized1: 'sized1',
  sized4: 'sized4',
  sized8: 'sized8',
  line: 'line',
  lines: 'lines',
};

/** Every opcode of the protocols 0 to 5, by Python's own names. */
const OPCODES: ReadonlyMap<number, readonly [name: string, argument: Argument]> = new Map(
  (
    '28 MARK 0|29 EMPTY_TUPLE 0|2e STOP 0|30 POP 0|31 POP_MARK 0|32 DUP 0|42 BINBYTES sized4|43 SHORT_BINBYTES sized1|' +
    '46 FLOAT line|47 BINFLOAT 8|49 INT line|4a BININT 4|4b BININT1 1|4c LONG line|4d BININT2 2|4e NONE 0|50 PERSID line|' +
    '51 BINPERSID 0|52 REDUCE 0|53 STRING line|54 BINSTRING sized4|55 SHORT_BINSTRING sized1|56 UNICODE line|' +
    '58 BINUNICODE sized4|5d EMPTY_LIST 0|61 APPEND 0|62 BUILD 0|63 GLOBAL lines|64 DICT 0|65 APPENDS 0|67 GET line|' +
    '68 BINGET 1|69 INST lines|6a LONG_BINGET 4|6c LIST 0|6f OBJ 0|70 PUT line|71 BINPUT 1|72 LONG_BINPUT 4|73 SETITEM 0|' +
    '74 TUPLE 0|75 SETITEMS 0|7d EMPTY_DICT 0|80 PROTO 1|81 NEWOBJ 0|82 EXT1 1|83 EXT2 2|84 EXT4 4|85 TUPLE1 0|86 TUPLE2 0|' +
    '87 TUPLE3 0|88 NEWTRUE 0|89 NEWFALSE 0|8a LONG1 sized1|8b LONG4 sized4|8c SHORT_BINUNICODE sized1|8d BINUNICODE8 sized8|' +
    '8e BINBYTES8 sized8|8f EMPTY_SET 0|90 ADDITEMS 0|91 FROZENSET 0|92 NEWOBJ_EX 0|93 STACK_GLOBAL 0|94 MEMOIZE 0|' +
    '95 FRAME 8|96 BYTEARRAY8 sized8|97 NEXT_BUFFER 0|98 READONLY_BUFFER 0'
  )
    .split('|')
    .map((row) => {
      const [code = '', name = '', argument = ''] = row.split(' ');
      return [Number.parseInt(code, 16), [name, ARGUMENTS[argument] ?? 0]];
    }),
);

const STOP = 0x2e;
const NEWLINE = 0x0a;
const TEXT_SHOWN = 60;

/** Says of the bytes of a pickle which opcodes they are, and with what. Nothing is unpickled. Never throws. */
export function annotatePickle(bytes: Uint8Array, limit: number = 400): Annotated {
  const notes: ByteNote[] = [];
  const rest = (at: number, type: string, rule: string): Annotated => {
    notes.push({ ...PLAIN, at, length: bytes.length - at, role: 'rest', type, text: '', rule });
    return { notes, left: 0 };
  };
  for (let at = 0; at < bytes.length;) {
    if (notes.length >= limit) return { notes, left: bytes.length - at };
    const code = bytes[at] ?? 0;
    const [type, argument] = OPCODES.get(code) ?? [null, 0];
    if (type === null)
      return rest(at, 'unknown', `0x${code.toString(16).padStart(2, '0')} is no opcode of pickle`);
    const { from, to } = extent(bytes, at + 1, argument);
    if (to > bytes.length) return rest(at, 'truncated', `${type} needs more bytes than there are`);
    const text = shown(bytes.subarray(from, to), argument);
    notes.push({ ...PLAIN, at, length: to - at, role: 'value', type, text, rule: null });
    at = to;
    if (code !== STOP) continue;
    return at === bytes.length
      ? { notes, left: 0 }
      : rest(at, 'trailing', 'the pickle is whole: nothing may follow it');
  }
  return rest(bytes.length, 'truncated', 'a pickle ends with STOP');
}

const PLAIN: Pick<ByteNote, 'depth' | 'path'> = { depth: 0, path: '$' };

/** Where the argument stands: what is said of it, and its end, which may lie behind that of the bytes. */
function extent(bytes: Uint8Array, at: number, argument: Argument): { from: number; to: number } {
  if (typeof argument === 'number') return { from: at, to: at + argument };
  if (argument === 'line' || argument === 'lines') {
    let to = at;
    for (let lines = argument === 'line' ? 1 : 2; lines > 0; lines -= 1) {
      const end = bytes.indexOf(NEWLINE, to);
      if (end < 0) return { from: at, to: Infinity };
      to = end + 1;
    }
    return { from: at, to };
  }
  const width = Number(argument.slice('sized'.length));
  let length = 0;
  for (let byte = width - 1; byte >= 0; byte -= 1) length = length * 256 + (bytes[at + byte] ?? Infinity);
  return { from: at + width, to: at + width + length };
}

function shown(argument: Uint8Array, kind: Argument): string {
  if (typeof kind === 'number') {
    if (kind === 0) return '';
    return kind === 8
      ? Buffer.from(argument).toString('hex')
      : String(Buffer.from(argument).readUIntLE(0, kind));
  }
  const text = JSON.stringify(Buffer.from(argument.subarray(0, TEXT_SHOWN)).toString());
  return argument.length > TEXT_SHOWN ? `${text}... (${argument.length} bytes)` : text;
}
