import { nil, str, type Entry, type WireValue } from '../wire/index.js';
import type { Field, RecordType, Schema, Type } from '../schema/index.js';
import { anyKey, distinct } from './anyValue.js';
import { leafMaker, literalValue } from './leafMaker.js';
import type { Maker, Making } from './making.js';
import { free, type RecordRole, type Role } from './role.js';
import { numberedText, plainText, textWithNumber } from './texts.js';

/** Deeper than so many records, a value is made as small as its type allows. */
const RECORDS_DEEP = 6;
const LENGTH_UNBOUNDED = 1_000_000;

const utf8 = new TextEncoder();

/**
 * Compiles the types of a schema into functions that make values of them, which a strict typed decoder takes; once
 * for each type and role, because compiling costs more than making.
 */
export class Makers {
  readonly #schema: Schema;
  readonly #records = new Map<Role, Map<string, Maker>>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** What makes values of a type that has a role. */
  of(type: Type, role: Role): Maker {
    if (role.kind === 'leaf') return this.#leaf(type, role);
    if (type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence') {
      return this.#list(type, role.kind === 'each' ? role.item : role);
    }
    if (type.kind === 'tuple') return this.#tuple(type.items, role);
    if (type.kind === 'dict') return this.#dict(type, role);
    if (type.kind === 'union')
      return union(type.members.map((member) => ({ member, make: this.of(member, role) })));
    return type.kind === 'ref' ? this.#ref(type.name, role) : leafMaker(type);
  }

  #leaf(type: Type, role: Role & { kind: 'leaf' }): Maker {
    const usual = this.of(type, free);
    const optional = type.kind === 'union' && type.members.some(({ kind }) => kind === 'nil');
    return (making) => (optional && making.draw.chance(1, 4) ? nil : role.draw(making, usual));
  }

  #list(type: Type & { kind: 'list' | 'set' | 'sequence' }, role: Role): Maker {
    const item = type.kind === 'set' && type.item.kind === 'any' ? keyMaker : this.of(type.item, role);
    const { minLength = 0, maxLength = LENGTH_UNBOUNDED } = type;
    return (making) => {
      const exact = making.length;
      making.length = null;
      const [min, max] = exact === null ? range(making, minLength, maxLength) : [exact, exact];
      return { kind: 'array', items: making.draw.list(min, max, 1, () => item(making)) };
    };
  }

  #tuple(types: readonly Type[], role: Role): Maker {
    const items = types.map((type) => this.of(type, role));
    return (making) => ({ kind: 'array', items: items.map((item) => item(making)) });
  }

  #dict(type: Type & { kind: 'dict' }, role: Role): Maker {
    const key =
      type.key.kind === 'any' ? keyMaker : this.of(type.key, role.kind === 'each' ? role.key : free);
    const value = this.of(type.value, role.kind === 'each' ? role.item : role);
    const { minLength = 0, maxLength = LENGTH_UNBOUNDED } = type;
    return (making) => {
      const [min, max] = range(making, minLength, maxLength);
      // Equal keys would count as one: where a least number is asked for, each gets a number of its own.
      const entry = (index: number): Entry => {
        const name = key(making);
        return [minLength > 0 ? textWithNumber(name, index) : name, value(making)];
      };
      return { kind: 'map', entries: distinct(making.draw.list(min, max, 1, entry)) };
    };
  }

  #ref(name: string, role: Role): Maker {
    const known = this.#records.get(role) ?? new Map<string, Maker>();
    this.#records.set(role, known);
    const done = known.get(name);
    if (done !== undefined) return done;
    let made: Maker | null = null;
    // First the promise, then the maker: a record may hold itself.
    const promise: Maker = (making) => (made ?? (() => nil))(making);
    known.set(name, promise);
    const record = this.#schema.types[name];
    if (record !== undefined) made = this.#record(record, role.kind === 'record' ? role : null);
    known.set(name, made ?? promise);
    return made ?? promise;
  }

  #record(record: RecordType, role: RecordRole | null): Maker {
    const parts = record.fields.flatMap((field) => {
      const fieldRole =
        role === null ? free : (role.fields[field.name] ?? (role.others === 'free' ? free : null));
      // Nobody knows yet what this field does: it is written only where it cannot be left out.
      if (fieldRole === null && field.default !== null) return [];
      return [this.#part(record, field, fieldRole ?? free, role?.paired.includes(field.name) ?? false)];
    });
    const make = record.layout === 'map' ? mapOf(record, parts) : arrayOf(record, parts);
    return (making) => {
      making.depth += 1;
      const value = make(making);
      making.depth -= 1;
      return value;
    };
  }

  #part(record: RecordType, field: Field, role: Role, paired: boolean): Part {
    const make = this.of(field.type, role);
    const key = str(utf8.encode(field.name));
    knownKeys.set(key, { record, field });
    return {
      key,
      required: field.default === null,
      paired,
      make: role.kind === 'free' && isId(field) ? idOr(make, field.type) : make,
    };
  }
}

/** Text mostly; always something that can be a key, or an element of a set. */
function keyMaker({ draw }: Making): WireValue {
  return draw.chance(1, 4) ? anyKey(draw) : plainText(draw);
}

/** What a key stands for. */
export interface KnownField {
  readonly record: RecordType;
  readonly field: Field;
}

/** The key of a field is one and the same object in all messages: by it the field is known again. */
const knownKeys = new WeakMap<WireValue, KnownField>();

export function fieldOfKey(key: WireValue): KnownField | undefined {
  return knownKeys.get(key);
}

/** How a field is written. */
interface Part {
  readonly key: WireValue;
  readonly required: boolean;
  readonly paired: boolean;
  readonly make: Maker;
}

/** Whether a field tells messages apart, going by its name: every message then gets one of its own. */
export function isId({ name, type }: Field): boolean {
  const text =
    type.kind === 'str' || (type.kind === 'union' && type.members.some(({ kind }) => kind === 'str'));
  return text && /^id$|[a-z0-9]Id$|_id$|^token$/.test(name);
}

/** Longer than this, an id is large on purpose, and its length is not to be changed. */
const ID_BYTES = 1_000;

function idOr(make: Maker, type: Type): Maker {
  const bounded = type.kind === 'str' && (type.pattern !== undefined || type.maxLength !== undefined);
  if (bounded) return make;
  const optional = type.kind === 'union' && type.members.some(({ kind }) => kind === 'nil');
  return (making) => {
    const { draw, style, number } = making;
    if (optional && draw.chance(1, 8)) return nil;
    if (style.text === undefined || draw.chance(1, 2)) return numberedText(draw, number);
    const value = style.text(making);
    return value.kind === 'str' && value.bytes.length < ID_BYTES ? textWithNumber(value, number) : value;
  };
}

function mapOf(record: RecordType, parts: readonly Part[]): Maker {
  const tag: Entry | null =
    record.tag?.at.kind === 'field'
      ? [str(utf8.encode(record.tag.at.name)), literalValue(record.tag.value)]
      : null;
  const pairs = parts.some(({ paired }) => paired);
  return (making) => {
    const { draw } = making;
    const entries: Entry[] = tag === null ? [] : [tag];
    const length = pairs ? draw.skewed(3) : null;
    for (const part of parts) {
      draw.begin();
      if (part.required || isWritten(making)) {
        making.length = part.paired ? length : null;
        entries.push([part.key, part.make(making)]);
        making.length = null;
      }
      draw.end();
    }
    return { kind: 'map', entries };
  };
}

function isWritten({ draw, depth, style }: Making): boolean {
  if (depth > RECORDS_DEEP) return false;
  return style.generous === true ? draw.chance(15, 16) : draw.chance(1, 2);
}

/** Fields by position; only trailing ones can be left out. */
function arrayOf(record: RecordType, parts: readonly Part[]): Maker {
  const tag = record.tag?.at.kind === 'first-item' ? literalValue(record.tag.value) : null;
  const required = parts.findLastIndex((part) => part.required) + 1;
  return (making) => {
    const count = making.depth > RECORDS_DEEP ? required : making.draw.between(required, parts.length);
    const items = parts.slice(0, count).map(({ make }) => make(making));
    return { kind: 'array', items: tag === null ? items : [tag, ...items] };
  };
}

function range(making: Making, min: number, max: number): readonly [number, number] {
  if (making.depth > RECORDS_DEEP) return [min, min];
  return [making.style.generous === true ? Math.min(Math.max(min, 1), max) : min, max];
}

interface Member {
  readonly member: Type;
  readonly make: Maker;
}

const SCALARS: ReadonlySet<Type['kind']> = new Set([
  'nil',
  'bool',
  'int',
  'float',
  'str',
  'bytes',
  'literal',
  'enum',
]);

/** Any member; where it must be small a plain one, where it must be rich none that is nil. */
function union(members: readonly Member[]): Maker {
  const all = members.map(({ make }) => make);
  const plain = members.filter(({ member }) => SCALARS.has(member.kind)).map(({ make }) => make);
  const rich = members.filter(({ member }) => member.kind !== 'nil').map(({ make }) => make);
  return (making) => {
    const deep = making.depth > RECORDS_DEEP && plain.length > 0;
    return making.draw.pick(deep ? plain : making.style.generous === true && rich.length > 0 ? rich : all)(
      making,
    );
  };
}
