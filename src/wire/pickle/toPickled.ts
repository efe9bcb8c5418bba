import { membersOf, type Field, type RecordType, type Schema, type Type } from '../../schema/index.js';
import { bin, nil } from '../construct.js';
import { decode } from '../decode.js';
import { textOf } from '../textOf.js';
import type { Entry, WireValue } from '../value.js';
import { pickleClasses, type PickleClasses } from './pickleClasses.js';
import type { Pickled, PickledEntry } from './pickled.js';

/**
 * What a host with this schema puts into a pickle for a message. A map that bears the tag of a command is an object of
 * its class, with the values of all fields in the order of declaration: defaults are filled in, a field that is made
 * anew each time may be missing at the end, one that is required and missing lets the others move up, and one that the
 * class does not have comes last. With a tag that no class has it is an object of a class that is not there. All else
 * is what Python's plain types say: raw parts what they are in msgpack, extensions, which have no counterpart, bytes.
 * Any depth.
 */
export function toPickled(schema: Schema, message: WireValue): Pickled {
  return new Pickling(schema).root(message);
}

interface Task {
  readonly value: WireValue;
  readonly type: Type;
  readonly put: (made: Pickled) => void;
}

const ANY: Type = { kind: 'any' };

class Pickling {
  readonly #schema: Schema;
  readonly #classes: PickleClasses;
  readonly #pending: Task[] = [];

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#classes = pickleClasses(schema);
  }

  root(value: WireValue): Pickled {
    let root: Pickled = nil;
    const put = (made: Pickled): void => {
      root = made;
    };
    if (!this.#command(value, put)) this.#pending.push({ value, type: ANY, put });
    for (let task = this.#pending.pop(); task !== undefined; task = this.#pending.pop()) {
      task.put(this.#made(task));
    }
    return root;
  }

  /** True where the value bears the tag of a command, known or not. */
  #command(value: WireValue, put: (made: Pickled) => void): boolean {
    const { byTag, tagField } = this.#classes;
    if (value.kind !== 'map' || tagField === null) return false;
    const tag = textAt(value.entries, tagField);
    if (tag === null) return false;
    const record = byTag.get(tag);
    const entries = value.entries.filter((entry) => nameOf(entry) !== tagField);
    if (record === undefined) {
      const args = this.#list(entries.map(([, each]) => [each, ANY]));
      put({ kind: 'call', of: this.#classes.strangerNamed(tag), args });
    } else put(this.#object(record, entries));
    return true;
  }

  #made(task: Task): Pickled {
    const { value, type } = task;
    switch (value.kind) {
      case 'nil':
      case 'bool':
      case 'float':
        return value;
      case 'int':
        return { kind: 'int', value: value.value };
      case 'str':
        return { kind: 'str', bytes: value.bytes };
      case 'bin':
      case 'ext':
        return bin(value.bytes);
      case 'raw': {
        const decoded = decode(value.bytes);
        return decoded.kind === 'value' ? this.#made({ ...task, value: decoded.value }) : bin(value.bytes);
      }
      case 'array':
        return this.#array(value.items, type);
      case 'map':
        return this.#map(value.entries, type);
    }
  }

  #array(items: readonly WireValue[], type: Type): Pickled {
    const member = membersOf(type).find(({ kind }) => ['list', 'sequence', 'tuple'].includes(kind));
    const parts = items.map((item, at): [WireValue, Type] => [item, itemType(member, at)]);
    const isTuple = member?.kind === 'sequence' || member?.kind === 'tuple';
    return { kind: isTuple ? 'tuple' : 'list', items: this.#list(parts) };
  }

  #map(entries: readonly Entry[], type: Type): Pickled {
    const members = membersOf(type);
    const record = this.#recordFor(members, entries);
    if (record !== null && record.flavour !== 'typed-dict') {
      const tagAt = record.tag?.at.kind === 'field' ? record.tag.at.name : null;
      return this.#object(
        record,
        entries.filter((entry) => nameOf(entry) !== tagAt),
      );
    }
    const dict = members.find((member) => member.kind === 'dict');
    const typeOf = (entry: Entry): Type =>
      record?.fields.find(({ name }) => name === nameOf(entry))?.type ?? dict?.value ?? ANY;
    return { kind: 'dict', entries: this.#entries(entries.map((entry) => [entry, typeOf(entry)])) };
  }

  /** The record of a union that a map is meant for: by its tag, or the only one without. */
  #recordFor(members: readonly Type[], entries: readonly Entry[]): RecordType | null {
    const records = members.flatMap((member) =>
      member.kind === 'ref' ? (this.#schema.types[member.name] ?? []) : [],
    );
    const tagged = records.find(
      ({ tag }) => tag?.at.kind === 'field' && textAt(entries, tag.at.name) === tag.value.value,
    );
    return tagged ?? (records.length === 1 ? (records[0] ?? null) : null);
  }

  #object(record: RecordType, entries: readonly Entry[]): Pickled {
    const of = this.#classes.nameOf(record);
    const isField = (entry: Entry): boolean => record.fields.some(({ name }) => name === nameOf(entry));
    const extra = entries.filter((entry) => !isField(entry));
    const given = (field: Field): WireValue | null =>
      entries.findLast((entry) => nameOf(entry) === field.name)?.[1] ?? null;
    if (record.flavour === 'dataclass') {
      const own = record.fields.flatMap((field): [Entry, Type][] => {
        const value = given(field) ?? defaultOf(field);
        return value === null ? [] : [[[attribute(field), value], field.type]];
      });
      const all = [...own, ...extra.map((entry): [Entry, Type] => [entry, ANY])];
      return { kind: 'object', of, state: this.#entries(all) };
    }
    const args = record.fields.flatMap((field): [WireValue, Type][] => {
      const value = given(field) ?? defaultOf(field);
      return value === null ? [] : [[value, field.type]];
    });
    return {
      kind: 'call',
      of,
      args: this.#list([...args, ...extra.map(([, each]): [WireValue, Type] => [each, ANY])]),
    };
  }

  #list(parts: readonly (readonly [WireValue, Type])[]): Pickled[] {
    const items: Pickled[] = [];
    for (const [at, [value, type]] of parts.entries()) {
      items.push(nil);
      this.#pending.push({ value, type, put: (made) => (items[at] = made) });
    }
    return items;
  }

  #entries(parts: readonly (readonly [Entry, Type])[]): PickledEntry[] {
    const entries: [Pickled, Pickled][] = [];
    for (const [[key, value], type] of parts) {
      const entry: [Pickled, Pickled] = [nil, nil];
      entries.push(entry);
      this.#pending.push({ value: key, type: ANY, put: (made) => (entry[0] = made) });
      this.#pending.push({ value, type, put: (made) => (entry[1] = made) });
    }
    return entries;
  }
}

function attribute({ attribute: name }: Field): WireValue {
  return { kind: 'str', bytes: Buffer.from(name) };
}

function nameOf([key]: Entry): string | null {
  return key.kind === 'str' ? textOf(key.bytes) : null;
}

function textAt(entries: readonly Entry[], name: string): string | null {
  const value = entries.findLast((entry) => nameOf(entry) === name)?.[1];
  return value?.kind === 'str' ? textOf(value.bytes) : null;
}

function itemType(type: Type | undefined, at: number): Type {
  if (type?.kind === 'list' || type?.kind === 'sequence') return type.item;
  return type?.kind === 'tuple' ? (type.items[at] ?? ANY) : ANY;
}

/** The value that a class fills in; null: there is none, or another one each time. */
export function defaultOf({ default: filled }: Field): WireValue | null {
  if (filled === null || filled.kind === 'unset' || filled.kind === 'opaque' || filled.msgpack === null)
    return null;
  const decoded = decode(Buffer.from(filled.msgpack, 'hex'));
  return decoded.kind === 'value' ? decoded.value : null;
}
