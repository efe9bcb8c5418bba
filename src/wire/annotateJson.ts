import type { Annotated, ByteNote } from './annotate.js';
import { text } from './construct.js';
import { step } from './path.js';
import { readJson } from './readJson.js';

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = Buffer.from('"\\{}[]');
const BETWEEN = new Set(Buffer.from(' \t\r\n:,}]'));
const CLOSING = new Set([CLOSE_OBJECT, CLOSE_ARRAY]);
const TEXT_SHOWN = 60;

interface Open {
  readonly kind: 'object' | 'array';
  readonly path: string;
  items: number;
  /** The path of the value that the last name names; null: a name comes next. */
  named: string | null;
}

/**
 * Says of the bytes of a JSON document what they are, as `annotate` does for msgpack; what stands between two values belongs
 * to the one before. Never throws.
 */
export function annotateJson(bytes: Uint8Array, limit: number = 400): Annotated {
  const reading = readJson(bytes);
  const end = reading.kind === 'json' ? bytes.length : reading.at;
  const notes: ByteNote[] = [];
  const open: Open[] = [];
  let at = 0;
  const between = (): void => {
    for (; at < end && BETWEEN.has(bytes[at] ?? 0); at += 1) {
      if (!CLOSING.has(bytes[at] ?? 0)) continue;
      open.pop();
    }
  };
  between();
  while (at < end) {
    if (notes.length >= limit) return { notes, left: bytes.length - at };
    const from = notes.length === 0 ? 0 : at;
    const token = tokenAt(bytes, at, end);
    const depth = open.length;
    const { path, role } = placed(open.at(-1), token);
    const first = bytes[at];
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      open.push({ kind: first === OPEN_OBJECT ? 'object' : 'array', path, items: 0, named: null });
    }
    at += Buffer.byteLength(token, 'latin1');
    between();
    notes.push({ at: from, length: at - from, depth, path, role, ...said(first, token), rule: null });
  }
  if (reading.kind === 'malformed') {
    const place = open.at(-1)?.path ?? '$';
    const { reason, text: rule } = reading;
    const from = notes.length === 0 ? 0 : end;
    const length = bytes.length - from;
    notes.push({
      at: from,
      length,
      depth: open.length,
      path: place,
      role: 'rest',
      type: reason,
      text: '',
      rule,
    });
  }
  return { notes, left: 0 };
}

/** The token that begins at a byte, as Latin-1 text: a bracket, a string, a number or a word. */
function tokenAt(bytes: Uint8Array, at: number, end: number): string {
  let to = at + 1;
  if (bytes[at] === QUOTE) {
    for (; to < end && bytes[to] !== QUOTE; to += 1) if (bytes[to] === BACKSLASH) to += 1;
    to = Math.min(to + 1, end);
  } else if (bytes[at] !== OPEN_OBJECT && bytes[at] !== OPEN_ARRAY) {
    while (to < end && !BETWEEN.has(bytes[to] ?? 0)) to += 1;
  }
  return Buffer.from(bytes.subarray(at, to)).toString('latin1');
}

function placed(parent: Open | undefined, token: string): Pick<ByteNote, 'path' | 'role'> {
  if (parent === undefined) return { path: '$', role: 'value' };
  if (parent.kind === 'array') {
    parent.items += 1;
    return { path: `${parent.path}[${parent.items - 1}]`, role: 'value' };
  }
  if (parent.named === null) {
    parent.named = parent.path + step(text(nameIn(token)));
    return { path: parent.named, role: 'key' };
  }
  const path = parent.named;
  parent.named = null;
  return { path, role: 'value' };
}

/** What a string token says; a torn one as it stands. */
function nameIn(token: string): string {
  const source = Buffer.from(token, 'latin1').toString();
  try {
    return String(JSON.parse(source));
  } catch {
    return source;
  }
}

function said(first: number | undefined, token: string): Pick<ByteNote, 'type' | 'text'> {
  if (first === OPEN_OBJECT) return { type: 'object', text: '' };
  if (first === OPEN_ARRAY) return { type: 'array', text: '' };
  const shown = Buffer.from(token, 'latin1').toString();
  const type = first === QUOTE ? 'string' : /^[tfn]/.test(token) ? 'word' : 'number';
  return { type, text: shown.length > TEXT_SHOWN ? `${shown.slice(0, TEXT_SHOWN)}...` : shown };
}
