import {
  canonicalJson,
  membersOf,
  type Default,
  type Field,
  type RecordType,
  type Schema,
  type Type,
} from '../schema/index.js';
import { conforms } from '../model/index.js';
import { literal, array, decode, encode, int, map, text, type Entry, type WireValue } from '../wire/index.js';
import { isCollection, shownStep, type Step } from './inside.js';
import { leaves, lengthsNear, written, type Family } from './leaves.js';

/** What stands in a field: this value; `absent`: nothing, although it may be written. */
export type Filling = ReadonlyMap<string, WireValue | 'absent'>;

const NOTHING: Filling = new Map();
/** How many values are tried for one type, and how many of those inside of it. */
const SAMPLES_MAX = 24;
const INNER_MAX = 6;
const DEPTH_MAX = 4;

/** Whether a reader would notice that an optional field, which the writer always writes, is left out. */
export type Noticed = (record: RecordType, field: Field) => boolean;

/** Makes values as one writer writes them, in one family of codecs: smallest ones, and ones that tell readers apart. */
export class Maker {
  readonly #schema: Schema;
  readonly #family: Family;
  readonly #isNoticed: Noticed;
  /** The smallest value of each record that has one. */
  readonly #records: Map<string, WireValue> = new Map<string, WireValue>();
  readonly #samples: Map<string, readonly WireValue[]> = new Map<string, readonly WireValue[]>();

  constructor(schema: Schema, family: Family, isNoticed: Noticed) {
    this.#schema = schema;
    this.#family = family;
    this.#isNoticed = isNoticed;
    // A record that holds others has a value as soon as they have one, and a smaller one when they have.
    for (let grew = true; grew;) grew = this.#improve();
  }

  #improve(): boolean {
    let better = false;
    for (const record of Object.values(this.#schema.types)) {
      const made = this.record(record);
      const known = this.#records.get(record.name);
      if (made === null || (known !== undefined && sizeOf(known) <= sizeOf(made))) continue;
      this.#records.set(record.name, made);
      better = true;
    }
    return better;
  }

  /** The smallest value; null: there is none, or only Python can make one. */
  smallest(type: Type): WireValue | null {
    if (type.kind === 'ref') return this.#records.get(type.name) ?? null;
    if (type.kind === 'union') {
      return smallestOf(type.members.flatMap((member) => this.smallest(member) ?? []));
    }
    if (type.kind === 'tuple') return this.#array(type.items.map((item) => this.smallest(item)));
    if (isCollection(type)) {
      return this.#sized(type.item, type.minLength ?? 0, type.kind === 'set');
    }
    if (type.kind === 'dict') return this.#dict(type, type.minLength ?? 0);
    if (type.kind === 'bytes') return written(new Uint8Array(type.minLength ?? 0), this.#family);
    const found = leaves(type, [type], this.#family);
    const isLimited = type.kind === 'int' || type.kind === 'float' || type.kind === 'str';
    return smallestOf(
      isLimited ? found.filter((value) => conforms(this.#schema, type, value) === 'yes') : found,
    );
  }

  /** A record with what is required, with this filling, and with what a reader would miss; null: it cannot be made. */
  record(record: RecordType, filling: Filling = NOTHING): WireValue | null {
    const tag = record.tag !== null && record.tag.at.kind !== 'frame' ? record.tag : null;
    const entries: Entry[] = tag?.at.kind === 'field' ? [[text(tag.at.name), literal(tag.value)]] : [];
    for (const field of inWriteOrder(record)) {
      const value = this.#field(record, field, filling.get(field.name));
      if (value === null) return null;
      if (value !== 'absent') entries.push([text(field.name), value]);
    }
    if (record.layout === 'map') return map(entries);
    const first = tag === null ? [] : [literal(tag.value)];
    return array([...first, ...entries.map(([, value]) => value)]);
  }

  #field(
    record: RecordType,
    field: Field,
    filled: WireValue | 'absent' | undefined,
  ): WireValue | 'absent' | null {
    if (filled !== undefined) return filled;
    if (field.default === null) return this.smallest(field.type);
    // Items are known by their place, so none is left out.
    if (record.layout === 'array' || (!mayLeaveOut(record, field) && this.#isNoticed(record, field))) {
      return this.defaultOf(field) ?? this.smallest(field.type);
    }
    return 'absent';
  }

  /** The default of a field, as it is written; null: there is none, or only Python knows it. */
  defaultOf({ default: given }: Field): WireValue | null {
    const hex = given === null ? null : msgpackOf(given);
    const read = hex === null ? null : decode(Buffer.from(hex, 'hex'));
    if (read === null || read.kind !== 'value') return null;
    if (this.#family === 'msgpack') return read.value;
    return read.value.kind === 'bin' ? written(read.value.bytes, 'json') : read.value;
  }

  /** Values of a type, from small to large. `limits`: another type at whose limits it is to be tried. */
  samples(type: Type, limits: Type | null = null, depth: number = 0): readonly WireValue[] {
    const key = `${depth} ${canonicalJson([type, limits])}`;
    const known = this.#samples.get(key);
    if (known !== undefined) return known;
    const both = limits === null ? [type] : [type, limits];
    const made = distinct([this.smallest(type) ?? [], this.#samplesOf(type, both, depth)].flat());
    const found = made.toSorted((left, right) => sizeOf(left) - sizeOf(right)).slice(0, SAMPLES_MAX);
    this.#samples.set(key, found);
    return found;
  }

  #samplesOf(type: Type, limits: readonly Type[], depth: number): readonly WireValue[] {
    const inner = (found: Type): readonly WireValue[] =>
      depth < DEPTH_MAX ? this.samples(found, null, depth + 1).slice(0, INNER_MAX) : [];
    if (type.kind === 'ref') return this.#recordSamples(type.name);
    if (type.kind === 'union') return type.members.flatMap(inner);
    if (type.kind === 'dict') {
      const [key, value] = [this.smallest(type.key), this.smallest(type.value)];
      const values = key === null ? [] : inner(type.value).map((found) => map([[key, found]]));
      const keys = value === null ? [] : inner(type.key).map((found) => map([[found, value]]));
      const sized = lengthsNear(limits).map((size) => this.#dict(type, size));
      return [map([]), ...values, ...keys, ...present(sized)];
    }
    if (type.kind === 'tuple') {
      return type.items.flatMap((item, index) =>
        inner(item).flatMap((found) => this.wrap(type, [{ kind: 'element', index }], found) ?? []),
      );
    }
    if (!isCollection(type)) return leaves(type, limits, this.#family);
    const isSet = type.kind === 'set';
    const ones = inner(type.item).map((item) => array([item]));
    const twice = isSet ? [] : ones.slice(0, 1).map(({ items }) => array([...items, ...items]));
    const sized = lengthsNear(limits).map((length) => this.#sized(type.item, length, isSet));
    return [array([]), ...ones, ...twice, ...present(sized)];
  }

  #recordSamples(name: string): readonly WireValue[] {
    const record = this.#schema.types[name];
    return record === undefined ? [] : present([this.record(record), this.record(record, this.full(record))]);
  }

  /** Every optional field, with its default or else the smallest value. */
  full(record: RecordType): Filling {
    const fields = record.fields.filter((field) => field.default !== null);
    return new Map(
      fields.flatMap((field) => {
        const value = this.defaultOf(field) ?? this.smallest(field.type);
        return value === null ? [] : [[field.name, value] as const];
      }),
    );
  }

  /** The smallest value of a type that has this one at the end of the steps; null: there is none. */
  wrap(type: Type, steps: readonly Step[], value: WireValue): WireValue | null {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    if (step.kind === 'member') {
      const member = type.kind === 'union' ? type.members[step.index] : type;
      return member === undefined ? null : this.wrap(member, rest, value);
    }
    if (type.kind === 'tuple' && step.kind === 'element') {
      return this.#array(
        type.items.map((item, index) =>
          index === step.index ? this.wrap(item, rest, value) : this.smallest(item),
        ),
      );
    }
    if (type.kind === 'dict') {
      const key = step.kind === 'key' ? this.wrap(type.key, rest, value) : this.smallest(type.key);
      const held = step.kind === 'value' ? this.wrap(type.value, rest, value) : this.smallest(type.value);
      return key === null || held === null ? null : map([[key, held]]);
    }
    if (!isCollection(type)) return null;
    const others = Array.from({ length: (type.minLength ?? 1) - 1 }, () => this.smallest(type.item));
    return this.#array([this.wrap(type.item, rest, value), ...others]);
  }

  /** Items of a set are different ones. */
  #sized(item: Type, length: number, different: boolean): WireValue | null {
    if (!different) return this.#array(Array.from({ length }, () => this.smallest(item)));
    const items = this.#several(item, length);
    return items.length < length ? null : array(items);
  }

  #dict({ key, value }: Extract<Type, { kind: 'dict' }>, length: number): WireValue | null {
    if (length === 0) return map([]);
    const [keys, held] = [this.#several(key, length), this.smallest(value)];
    return keys.length < length || held === null ? null : map(keys.map((found) => [found, held]));
  }

  /** So many different values, as far as they are easy to come by: they are keys, or items of a set. */
  #several(type: Type, count: number): readonly WireValue[] {
    if (count === 0) return [];
    const members = membersOf(type);
    const numbers = Array.from({ length: count }, (_, index) => index);
    const counted = members.flatMap(({ kind }): readonly WireValue[] => {
      if (kind === 'int') return numbers.map((index) => int(index));
      return kind === 'str' ? numbers.map((index) => text(String(index))) : [];
    });
    const listed = members.flatMap((member) => leaves(member, [member], this.#family));
    return distinct([this.smallest(type) ?? [], counted, listed].flat()).slice(0, count);
  }

  #array(items: readonly (WireValue | null)[]): WireValue | null {
    const made = present(items);
    return made.length < items.length ? null : array(made);
  }
}

/** Whether the writer may write the record without this field: it does so where it is unset, or equals its default. */
export function mayLeaveOut(record: RecordType, field: Field): boolean {
  if (record.layout === 'array' || field.default === null) return false;
  return field.default.kind === 'unset' || record.omitDefaults;
}

/** The place of a field in the path of its record. */
export function fieldPath(path: string, record: RecordType, name: string): string {
  if (record.layout === 'map') return `${path}.${name}`;
  const index = inWriteOrder(record).findIndex((field) => field.name === name);
  const first = record.tag === null || record.tag.at.kind === 'frame' ? 0 : 1;
  return index < 0 ? path : `${path}[${index + first}]`;
}

/** The path at the end of some steps. */
export function pathUnder(path: string, steps: readonly Step[]): string {
  return steps.reduce(shownStep, path);
}

/** How many bytes a value takes in msgpack: what is small there is small in JSON. */
export function sizeOf(value: WireValue): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = encode(value).length;
  sizes.set(value, size);
  return size;
}

const sizes = new WeakMap<WireValue, number>();

function inWriteOrder({ layout, fields, writeOrder }: RecordType): readonly Field[] {
  if (layout === 'array' || writeOrder === undefined) return fields;
  return writeOrder.flatMap((name) => fields.find((field) => field.name === name) ?? []);
}

function msgpackOf(given: Default): string | null {
  return given.kind === 'value' || given.kind === 'factory' ? given.msgpack : null;
}

function present(values: readonly (WireValue | null)[]): readonly WireValue[] {
  return values.filter((value) => value !== null);
}

function smallestOf(values: readonly WireValue[]): WireValue | null {
  const [first = null, ...others] = values;
  return others.reduce<WireValue | null>(
    (least, value) => (least === null || sizeOf(value) < sizeOf(least) ? value : least),
    first,
  );
}

function distinct(values: readonly WireValue[]): readonly WireValue[] {
  return [...new Map(values.map((value) => [Buffer.from(encode(value)).toString('latin1'), value])).values()];
}
