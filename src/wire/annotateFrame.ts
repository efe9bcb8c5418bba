import { membersOf, resolve, type RecordType, type Schema, type Type } from '../schema/index.js';
import { annotate, type ByteNote } from './annotate.js';
import { annotateJson } from './annotateJson.js';
import { decode } from './decode.js';
import { annotatePickle } from './pickle/annotatePickle.js';
import { readJson } from './readJson.js';
import { textOf } from './textOf.js';

/** What some bytes of a frame are, and what the schema says of them. */
export interface FrameNote extends ByteNote {
  /** `field codes of ExecuteCellsCommand`, `unknown field of Order`, `tag of Order`; null: it says nothing. */
  readonly says: string | null;
}

export interface AnnotatedFrame {
  readonly codec: 'msgpack' | 'json' | 'pickle';
  readonly notes: readonly FrameNote[];
  /** Bytes after the last note: not looked at, because there were notes enough. */
  readonly left: number;
}

/**
 * Says of the bytes of a frame what they are, and what place the schema has for them: msgpack, JSON or pickle, as the channel
 * has it; msgpack where the schema or the channel is not known. Never throws for what the bytes are.
 *
 * @param schema - the sender's; null: not known
 */
export function annotateFrame(
  schema: Schema | null,
  channel: string,
  bytes: Uint8Array,
  limit: number = 400,
): AnnotatedFrame {
  const body = schema?.channels
    .find(({ name }) => name === channel)
    ?.envelope.find(({ role }) => role === 'body');
  const codec = codecOf(body?.codec ?? 'msgpack');
  const { notes, left } = { msgpack: annotate, json: annotateJson, pickle: annotatePickle }[codec](
    bytes,
    limit,
  );
  if (schema === null || body === undefined || codec === 'pickle') {
    return { codec, left, notes: notes.map((note) => ({ ...note, says: null })) };
  }
  const read = (note: ByteNote): string | null => textAt(bytes, note, codec);
  return { codec, left, notes: new Sayings(schema, notes, read).from(body.type) };
}

function codecOf(codec: string): AnnotatedFrame['codec'] {
  if (codec === 'json') return 'json';
  return codec.includes('pickle') ? 'pickle' : 'msgpack';
}

/** The text that a note is about; null: it is none. */
function textAt(bytes: Uint8Array, { at, length }: ByteNote, codec: 'msgpack' | 'json'): string | null {
  const own = bytes.subarray(at, at + length);
  if (codec === 'msgpack') {
    const decoded = decode(own);
    return decoded.kind === 'value' && decoded.value.kind === 'str' ? textOf(decoded.value.bytes) : null;
  }
  const [token = ''] = /^\s*"(?:[^"\\]|\\.)*"/su.exec(Buffer.from(own).toString()) ?? [];
  const json = readJson(Buffer.from(token));
  return json.kind === 'json' && json.value.kind === 'str' ? json.value.value : null;
}

/** Walks the notes and the types side by side. */
class Sayings {
  readonly #schema: Schema;
  readonly #notes: readonly ByteNote[];
  readonly #read: (note: ByteNote) => string | null;

  constructor(schema: Schema, notes: readonly ByteNote[], read: (note: ByteNote) => string | null) {
    this.#schema = schema;
    this.#notes = notes;
    this.#read = read;
  }

  from(root: Type): readonly FrameNote[] {
    /** By depth: what is expected of the next value there, and the record or the dict it stands in. */
    const expected: (Type | null)[] = [root];
    const within: (Within | null)[] = [];
    return this.#notes.map((note, index) => {
      const { depth, role } = note;
      const parent = within[depth - 1] ?? null;
      if (role === 'rest') return { ...note, says: null };
      if (role === 'key') {
        const name = this.#read(note);
        expected[depth] = parent === null ? null : typeUnder(parent, name);
        return { ...note, says: parent === null ? null : sayKey(parent, name) };
      }
      const type = parent?.kind === 'items' ? parent.next() : (expected[depth] ?? null);
      within[depth] = type === null ? null : this.#inside(type, index);
      return { ...note, says: within[depth]?.name ?? null };
    });
  }

  /** What a container is, of the types that may stand there. */
  #inside(type: Type, index: number): Within | null {
    const note = this.#notes[index];
    if (note === undefined) return null;
    const isMap = /map|object/.test(note.type);
    const isArray = /array/.test(note.type);
    if (!isMap && !isArray) return null;
    const members = membersOf(type).map((member) => resolve(this.#schema, member));
    const records = members.filter((member) => member.kind === 'record');
    const record = this.#chosen(
      records.filter(({ layout }) => layout === (isMap ? 'map' : 'array')),
      index,
    );
    if (record !== null) return isMap ? { kind: 'record', name: record.name, record } : recordItems(record);
    for (const member of members) {
      if (isMap && member.kind === 'dict') return { kind: 'dict', name: 'dict', value: member.value };
      if (isMap) continue;
      if (member.kind === 'tuple') return items('tuple', (at) => member.items[at] ?? null);
      if (member.kind === 'list' || member.kind === 'set' || member.kind === 'sequence')
        return items(member.kind, () => member.item);
    }
    return null;
  }

  /** The record whose tag stands in the map; the only one there is, where there is one. */
  #chosen(records: readonly RecordType[], index: number): RecordType | null {
    if (records.length <= 1) return records[0] ?? null;
    const depth = (this.#notes[index]?.depth ?? 0) + 1;
    for (let at = index + 1; (this.#notes[at]?.depth ?? 0) >= depth; at += 1) {
      const [key, value] = [this.#notes[at], this.#notes[at + 1]];
      if (key?.depth !== depth || key.role !== 'key' || value === undefined) continue;
      const [name, tag] = [this.#read(key), this.#read(value)];
      const found = records.find(
        (one) => one.tag?.at.kind === 'field' && one.tag.at.name === name && one.tag.value.value === tag,
      );
      if (found !== undefined) return found;
    }
    return null;
  }
}

type Within =
  | { readonly kind: 'record'; readonly name: string; readonly record: RecordType }
  | { readonly kind: 'dict'; readonly name: string; readonly value: Type }
  | { readonly kind: 'items'; readonly name: string; readonly next: () => Type | null };

function items(name: string, type: (at: number) => Type | null): Within {
  let at = 0;
  return {
    kind: 'items',
    name,
    next: () => {
      at += 1;
      return type(at - 1);
    },
  };
}

/** A tag comes first, and has no field. */
function recordItems(record: RecordType): Within {
  const shift = record.tag?.at.kind === 'first-item' ? 1 : 0;
  return items(record.name, (at) => record.fields[at - shift]?.type ?? null);
}

function typeUnder(parent: Within, name: string | null): Type | null {
  if (parent.kind === 'dict') return parent.value;
  if (parent.kind === 'items') return null;
  return parent.record.fields.find((field) => field.name === name)?.type ?? null;
}

function sayKey(parent: Within, name: string | null): string | null {
  if (parent.kind !== 'record') return 'key';
  const { record } = parent;
  if (record.tag?.at.kind === 'field' && record.tag.at.name === name) return `tag of ${record.name}`;
  const isField = record.fields.some((field) => field.name === name);
  return isField ? `field ${name} of ${record.name}` : `unknown field of ${record.name}`;
}
