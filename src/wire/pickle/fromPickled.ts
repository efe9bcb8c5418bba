import type { Field, RecordType, Schema } from '../../schema/index.js';
import { literal } from '../literal.js';
import { nil } from '../construct.js';
import type { Entry, WireValue } from '../value.js';
import { pickleClasses, type PickleClasses } from './pickleClasses.js';
import type { Pickled } from './pickled.js';
import { defaultOf } from './toPickled.js';

/**
 * The message that a kernel with this schema has when it has read this: objects as maps by the wire names of their
 * fields, with their tag first and fixed defaults filled in; lists and tuples as arrays. Any depth.
 */
export function fromPickled(schema: Schema, pickled: Pickled): WireValue {
  return new Unpickling(pickleClasses(schema)).root(pickled);
}

interface Task {
  readonly from: Pickled;
  readonly put: (made: WireValue) => void;
}

class Unpickling {
  readonly #classes: PickleClasses;
  readonly #pending: Task[] = [];

  constructor(classes: PickleClasses) {
    this.#classes = classes;
  }

  root(from: Pickled): WireValue {
    let root: WireValue = nil;
    this.#pending.push({ from, put: (made) => (root = made) });
    for (let task = this.#pending.pop(); task !== undefined; task = this.#pending.pop()) {
      task.put(this.#made(task.from));
    }
    return root;
  }

  #made(from: Pickled): WireValue {
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
        return { kind: 'map', entries: this.#entries(from.entries) };
      case 'call':
      case 'object':
        return this.#object(from);
    }
  }

  #object(from: Pickled & { kind: 'call' | 'object' }): WireValue {
    const record = this.#classes.recordNamed(from.of);
    if (record === null) return nil;
    const tag: readonly Entry[] =
      record.tag?.at.kind === 'field' ? [[text(record.tag.at.name), literal(record.tag.value)]] : [];
    if (from.kind === 'object') {
      const names = new Map(record.fields.map((field) => [field.attribute, field.name]));
      const state = this.#entries(
        from.state.map(([key, value]) => [
          key.kind === 'str' ? text(names.get(plain(key.bytes)) ?? plain(key.bytes)) : key,
          value,
        ]),
      );
      return { kind: 'map', entries: [...tag, ...state] };
    }
    return { kind: 'map', entries: [...tag, ...this.#fields(record, from.args)] };
  }

  #fields({ fields }: RecordType, args: readonly Pickled[]): readonly Entry[] {
    const given = this.#entries(
      args.flatMap((value, at): [Pickled, Pickled][] => {
        const field = fields[at];
        return field === undefined ? [] : [[text(field.name), value]];
      }),
    );
    const filled = fields.slice(args.length).flatMap((field: Field): Entry[] => {
      const value = defaultOf(field);
      return value === null ? [] : [[text(field.name), value]];
    });
    return [...given, ...filled];
  }

  #items(from: readonly Pickled[]): readonly WireValue[] {
    const items: WireValue[] = [];
    for (const [at, each] of from.entries()) {
      items.push(nil);
      this.#pending.push({ from: each, put: (made) => (items[at] = made) });
    }
    return items;
  }

  /** Filled in place: what is copied from it before it is complete would stay empty. */
  #entries(from: readonly (readonly [Pickled, Pickled])[]): readonly Entry[] {
    const entries: [WireValue, WireValue][] = [];
    for (const [key, value] of from) {
      const entry: [WireValue, WireValue] = [nil, nil];
      entries.push(entry);
      this.#pending.push({ from: key, put: (made) => (entry[0] = made) });
      this.#pending.push({ from: value, put: (made) => (entry[1] = made) });
    }
    return entries;
  }
}

function text(value: string): WireValue & { kind: 'str' } {
  return { kind: 'str', bytes: Buffer.from(value) };
}

function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
