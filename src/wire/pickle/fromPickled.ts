import type { RecordType, Schema } from '../../schema/index.js';
import { literal } from '../literal.js';
import { nil } from '../construct.js';
import type { Entry, WireValue } from '../value.js';
import { pickleClasses, type PickleClasses } from './pickleClasses.js';
import type { Pickled, PickledEntry } from './pickled.js';
import { defaultOf } from './toPickled.js';

/**
 * The message that a kernel with this schema has when it has read this: objects as maps by the wire names of their
 * fields, with their tag first and fixed defaults filled in; lists and tuples as arrays. Any depth.
 */
export function fromPickled(schema: Schema, pickled: Pickled): WireValue {
  return new Unpickling(pickleClasses(schema)).root(pickled);
}

/** A container whose contents are still to be made, in their places: one for each, as a value of its own costs more. */
type Filling =
  | { readonly kind: 'items'; readonly from: readonly Pickled[]; readonly into: WireValue[] }
  | {
      readonly kind: 'entries';
      readonly from: readonly PickledEntry[];
      readonly into: [WireValue, WireValue][];
    };

class Unpickling {
  readonly #classes: PickleClasses;
  readonly #pending: Filling[] = [];

  constructor(classes: PickleClasses) {
    this.#classes = classes;
  }

  root(from: Pickled): WireValue {
    const root = this.#begun(from);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      if (next.kind === 'items') {
        for (const each of next.from) next.into.push(this.#begun(each));
      } else {
        for (const [key, value] of next.from) next.into.push([this.#begun(key), this.#begun(value)]);
      }
    }
    return root;
  }

  /** A leaf, or a container that is empty until its turn comes. */
  #begun(from: Pickled): WireValue {
    switch (from.kind) {
      case 'nil':
      case 'bool':
      case 'int':
      case 'float':
      case 'str':
      case 'bin':
        return from;
      case 'list':
      case 'tuple':
        return { kind: 'array', items: this.#items(from.items) };
      case 'dict':
        return { kind: 'map', entries: this.#entries([], from.entries) };
      case 'call':
      case 'object':
        return this.#object(from);
    }
  }

  #object(from: Pickled & { kind: 'call' | 'object' }): WireValue {
    const record = this.#classes.recordNamed(from.of);
    if (record === null) return nil;
    const entries: [WireValue, WireValue][] =
      record.tag?.at.kind === 'field' ? [[text(record.tag.at.name), literal(record.tag.value)]] : [];
    if (from.kind === 'object') {
      const names = new Map(record.fields.map((field) => [field.attribute, field.name]));
      const state = from.state.map(([key, value]): PickledEntry => [
        key.kind === 'str' ? text(names.get(plain(key.bytes)) ?? plain(key.bytes)) : key,
        value,
      ]);
      return { kind: 'map', entries: this.#entries(entries, state) };
    }
    this.#fields(entries, record, from.args);
    return { kind: 'map', entries };
  }

  #fields(entries: [WireValue, WireValue][], { fields }: RecordType, args: readonly Pickled[]): void {
    for (const [at, field] of fields.entries()) {
      const given = args[at];
      const value = given === undefined ? defaultOf(field) : this.#begun(given);
      if (value !== null) entries.push([text(field.name), value]);
    }
  }

  #items(from: readonly Pickled[]): readonly WireValue[] {
    const into: WireValue[] = [];
    if (from.length > 0) this.#pending.push({ kind: 'items', from, into });
    return into;
  }

  #entries(into: [WireValue, WireValue][], from: readonly PickledEntry[]): readonly Entry[] {
    if (from.length > 0) this.#pending.push({ kind: 'entries', from, into });
    return into;
  }
}

function text(value: string): WireValue & { kind: 'str' } {
  return { kind: 'str', bytes: Buffer.from(value) };
}

function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
