import {
  resolve,
  type Field,
  type Literal,
  type RecordType,
  type Schema,
  type Type,
} from '../schema/index.js';
import {
  array,
  bin,
  bool,
  ext,
  float64,
  int,
  literal,
  map,
  nil,
  text,
  type Entry,
  type WireValue,
} from '../wire/index.js';
import { KernelError } from './kernelError.js';

/** Says what stands at a path of wire names (`user_config.runtime.auto_reload`), also in a field that may be left out. */
export type Choose = (path: string, type: Type) => WireValue | undefined;

const DEPTH_MAX = 100;

/**
 * A smallest value of a type: only what is required, empty where it may be, zero, and the first of several.
 *
 * @throws KernelError `bad-schema` for a type that nobody but its own code can make a value of
 */
export function smallestValue(schema: Schema, type: Type, choose: Choose = () => undefined): WireValue {
  return new Smallest(schema, choose).value(type, '', 0);
}

class Smallest {
  readonly #schema: Schema;
  readonly #choose: Choose;

  constructor(schema: Schema, choose: Choose) {
    this.#schema = schema;
    this.#choose = choose;
  }

  value(type: Type, path: string, depth: number): WireValue {
    const chosen = this.#choose(path, type);
    if (chosen !== undefined) {
      return chosen;
    }
    if (depth > DEPTH_MAX) {
      throw impossible(path, 'a value that never ends');
    }
    const resolved = resolve(this.#schema, type);
    return resolved.kind === 'record'
      ? this.#record(resolved, path, depth)
      : this.#plain(resolved, path, depth);
  }

  #plain(type: Exclude<Type, { kind: 'ref' }>, path: string, depth: number): WireValue {
    if (type.kind === 'union') {
      return this.#union(type.members, path, depth);
    }
    if (type.kind === 'tuple') {
      return array(type.items.map((item, index) => this.value(item, `${path}[${index}]`, depth + 1)));
    }
    if (type.kind === 'list' || type.kind === 'sequence' || type.kind === 'set') {
      if (type.kind === 'set' && (type.minLength ?? 0) > 1) {
        throw impossible(path, 'a set of several different items');
      }
      return this.#items(type.item, type.minLength ?? 0, path, depth);
    }
    if (type.kind === 'dict') {
      if ((type.minLength ?? 0) > 0) {
        throw impossible(path, 'a dict that may not be empty');
      }
      return map([]);
    }
    return smallestLeaf(type, path);
  }

  #items(item: Type, count: number, path: string, depth: number): WireValue {
    return array(
      Array.from({ length: count }, (_, index) => this.value(item, `${path}[${index}]`, depth + 1)),
    );
  }

  #union(members: readonly Type[], path: string, depth: number): WireValue {
    const [first] = members;
    if (first === undefined) {
      throw impossible(path, 'a union without members');
    }
    return members.some(({ kind }) => kind === 'nil') ? nil : this.value(first, path, depth + 1);
  }

  #record(record: RecordType, path: string, depth: number): WireValue {
    const fields = record.fields.flatMap((field) => this.#field(field, path, depth));
    if (record.layout === 'array') {
      const tag = record.tag?.at.kind === 'first-item' ? [literal(record.tag.value)] : [];
      return array([...tag, ...fields.map(([, value]) => value)]);
    }
    const tag: readonly Entry[] =
      record.tag?.at.kind === 'field' ? [[text(record.tag.at.name), literal(record.tag.value)]] : [];
    return map([...tag, ...fields]);
  }

  #field(field: Field, parent: string, depth: number): readonly Entry[] {
    const path = parent === '' ? field.name : `${parent}.${field.name}`;
    if (field.default === null) {
      return [[text(field.name), this.value(field.type, path, depth + 1)]];
    }
    const chosen = this.#choose(path, field.type);
    return chosen === undefined ? [] : [[text(field.name), chosen]];
  }
}

type Leaf = Exclude<Type, { kind: 'ref' | 'list' | 'set' | 'sequence' | 'tuple' | 'dict' | 'union' }>;

function smallestLeaf(type: Leaf, path: string): WireValue {
  switch (type.kind) {
    case 'any':
    case 'nil':
    case 'raw':
      return nil;
    case 'bool':
      return bool(false);
    case 'int':
      return int(BigInt(Math.trunc(withinBounds(type, 1))));
    case 'float':
      return float64(withinBounds(type, 0.5));
    case 'str':
      if (type.pattern !== undefined) {
        throw impossible(path, 'text of a pattern');
      }
      return text(' '.repeat(type.minLength ?? 0));
    case 'bytes':
      return bin(new Uint8Array(type.minLength ?? 0));
    case 'datetime':
      return text(type.zone === 'naive' ? '1970-01-01T00:00:00' : '1970-01-01T00:00:00Z');
    case 'time':
      return text(type.zone === 'naive' ? '00:00:00' : '00:00:00Z');
    case 'date':
      return text('1970-01-01');
    case 'timedelta':
      return text('PT0S');
    case 'uuid':
      return text('00000000-0000-0000-0000-000000000000');
    case 'decimal':
      return text('0');
    case 'ext':
      return ext(1, new Uint8Array(1));
    case 'literal':
    case 'enum':
      return firstOf(type.values, path);
    case 'custom':
      throw impossible(path, `the class ${type.name}`);
  }
}

type Numeric = Extract<Type, { kind: 'int' | 'float' }>;

/** Zero when it is allowed, else the bound nearest to it, a step inside where the bound itself is not allowed. */
function withinBounds({ gt, ge, lt, le, multipleOf }: Numeric, step: number): number {
  const least = Math.max(
    ge === undefined ? -Infinity : Number(ge),
    gt === undefined ? -Infinity : Number(gt) + step,
  );
  const most = Math.min(
    le === undefined ? Infinity : Number(le),
    lt === undefined ? Infinity : Number(lt) - step,
  );
  const near = Math.min(Math.max(0, least), most);
  const unit = multipleOf === undefined ? 0 : Number(multipleOf);
  return unit === 0 ? near : unit * (near > 0 ? Math.ceil(near / unit) : Math.floor(near / unit));
}

function firstOf(values: readonly Literal[], path: string): WireValue {
  const [first] = values;
  if (first === undefined) {
    throw impossible(path, 'an enumeration without values');
  }
  return literal(first);
}

function impossible(path: string, what: string): KernelError {
  return new KernelError(
    'bad-schema',
    `Made a smallest message of the schema: expected a type that has one at "${path === '' ? '$' : path}", got ${what}.`,
  );
}
