import { step } from './path.js';
import { Reader } from './reader.js';
import { encodeCanonical } from './encode.js';
import { show } from './show.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

/** What some bytes of a frame are. */
export interface ByteNote {
  /** Offset of the first byte, and how many there are; of a container only its header. */
  readonly at: number;
  readonly length: number;
  /** How many containers it stands in. */
  readonly depth: number;
  /** Where it stands in the value, as msgspec writes paths; a key has the path of what it names. */
  readonly path: string;
  /** `key`: it names the value after it. */
  readonly role: 'key' | 'value' | 'rest';
  /** The form on the wire: `fixmap 2`, `str8`, `float32`; of bytes that are no value: why not. */
  readonly type: string;
  /** For people, cut; empty for a container. */
  readonly text: string;
  /** The rule of the format that these bytes bend or break; null: none. */
  readonly rule: string | null;
}

export interface Annotated {
  readonly notes: readonly ByteNote[];
  /** Bytes after the last note: not looked at, because there were notes enough. */
  readonly left: number;
}

interface Open {
  readonly kind: 'array' | 'map';
  readonly path: string;
  readonly count: number;
  done: number;
  /** The path of the value that the last key names. */
  named: string;
  readonly keys: Set<string>;
}

const TEXT_SHOWN = 60;
const PATH_SHOWN = 160;
/** Keys of a map are compared with those before them as long as they are so short. */
const KEY_BYTES = 64;

/** Says of the bytes of a frame of msgpack, from the first to the last, what they are. Never throws. At most `limit` notes. */
export function annotate(bytes: Uint8Array, limit: number = 400): Annotated {
  const reader = new Reader(bytes, true);
  const notes: ByteNote[] = [];
  const open: Open[] = [];
  do {
    if (notes.length >= limit) return { notes, left: bytes.length - reader.at };
    const at = reader.at;
    const parent = open.at(-1);
    const role = parent?.kind === 'map' && parent.done % 2 === 0 ? 'key' : 'value';
    const value = reader.next();
    if (value === null) {
      const { kind, text } = reader.error;
      notes.push(rest(bytes, at, open.length, placeIn(parent), kind, text));
      return { notes, left: 0 };
    }
    const twice = role === 'key' && parent !== undefined && isTwice(parent, value);
    if (parent !== undefined && role === 'key') parent.named = inPath(parent.path, step(value));
    notes.push({
      at,
      length: reader.at - at,
      depth: open.length,
      path: placeIn(parent),
      role,
      type: formOf(bytes[at] ?? 0, value, reader.within),
      text: reader.within > 0 ? '' : show(value, TEXT_SHOWN),
      rule: ruleOf(value, twice),
    });
    if (parent !== undefined) parent.done += 1;
    if (reader.within > 0 && (value.kind === 'array' || value.kind === 'map')) {
      const path = placeOf(parent, role);
      open.push({ kind: value.kind, path, count: reader.within, done: 0, named: path, keys: new Set() });
    }
    while (isFull(open.at(-1))) open.pop();
  } while (open.length > 0);
  if (reader.at < bytes.length) {
    notes.push(rest(bytes, reader.at, 0, '$', 'trailing', 'the value is whole: nothing may follow it'));
  }
  return { notes, left: 0 };
}

function isFull(open: Open | undefined): boolean {
  return open !== undefined && open.done >= open.count;
}

/** Where the next value of a container stands. */
function placeIn(parent: Open | undefined): string {
  if (parent === undefined) return '$';
  return parent.kind === 'array' ? inPath(parent.path, `[${parent.done}]`) : parent.named;
}

/** The same once the value is counted. */
function placeOf(parent: Open | undefined, role: ByteNote['role']): string {
  if (parent === undefined) return '$';
  if (parent.kind === 'array') return inPath(parent.path, `[${parent.done - 1}]`);
  return role === 'key' ? `${parent.path}[key]` : parent.named;
}

/** The start of a very long path says little, its end says where: the middle goes. */
function inPath(path: string, last: string): string {
  const whole = path + last;
  return whole.length <= PATH_SHOWN ? whole : `$...${whole.slice(-(PATH_SHOWN - 4))}`;
}

function isTwice(parent: Open, key: WireValue): boolean {
  if ('bytes' in key && key.bytes.length > KEY_BYTES) return false;
  if (key.kind === 'array' || key.kind === 'map') return false;
  const bare = Buffer.from(encodeCanonical(key)).toString('latin1');
  if (parent.keys.has(bare)) return true;
  parent.keys.add(bare);
  return false;
}

function rest(
  bytes: Uint8Array,
  at: number,
  depth: number,
  path: string,
  type: string,
  rule: string,
): ByteNote {
  return { at, length: bytes.length - at, depth, path, role: 'rest', type, text: '', rule };
}

function ruleOf(value: WireValue, twice: boolean): string | null {
  const rules = [
    ...('header' in value && value.header !== undefined ? [`not the shortest form: ${value.header}`] : []),
    ...(value.kind === 'str' && textOf(value.bytes) === null ? ['text that is not well-formed UTF-8'] : []),
    ...(twice ? ['a key that the map has already'] : []),
  ];
  return rules.length === 0 ? null : rules.join('; ');
}

/** The form by its first byte, for a container with how many values it says it holds. */
function formOf(opcode: number, value: WireValue, within: number): string {
  if (value.kind === 'map') return `${opcode < 0x90 ? 'fixmap' : FORMS[opcode - 0xc0]} ${within / 2}`;
  if (value.kind === 'array') return `${opcode < 0xa0 ? 'fixarray' : FORMS[opcode - 0xc0]} ${within}`;
  if (opcode < 0x80 || opcode >= 0xe0) return 'fixint';
  if (opcode < 0xc0) return 'fixstr';
  return FORMS[opcode - 0xc0] ?? value.kind;
}

/** From 0xc0 on. */
const FORMS: readonly string[] = (
  'nil - false true bin8 bin16 bin32 ext8 ext16 ext32 float32 float64 uint8 uint16 uint32 uint64 ' +
  'int8 int16 int32 int64 fixext1 fixext2 fixext4 fixext8 fixext16 str8 str16 str32 array16 array32 map16 map32'
).split(' ');
