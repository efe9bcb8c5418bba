import {
  recordOf,
  type Default,
  type Field,
  type Literal,
  type RecordType,
  type Schema,
  type Type,
} from '../src/schema/index.js';
import {
  array,
  bin,
  bool,
  decode,
  ext,
  float32,
  float64,
  floatBits,
  int,
  literal,
  map,
  nil,
  raw,
  str,
  text,
} from '../src/wire/index.js';
import type { Entry, WireValue } from '../src/wire/index.js';
import type { Tape } from './tape.js';
import { DECIMALS, DURATIONS, MOMENTS, TEXTS, UUIDS } from './texts.js';

type Container = 'union' | 'ref' | 'list' | 'sequence' | 'set' | 'tuple' | 'dict';

/** How often a valid part gives way to one that may not fit. */
const WILD = 40;

/** Writes values of a type, most parts of them valid, as the tape has it. */
export class Forge {
  readonly #schema: Schema;
  readonly #tape: Tape;
  #depth = 0;
  /** How many values are still made: a record may need itself. */
  #left = 300;

  constructor(schema: Schema, tape: Tape) {
    this.#schema = schema;
    this.#tape = tape;
  }

  value(type: Type): WireValue {
    const tape = this.#tape;
    if (this.#left-- < 0) return nil;
    this.#depth++;
    const made = tape.rarely(WILD) ? this.anything() : this.#valid(type);
    this.#depth--;
    return tape.rarely(WILD * 2) ? dressed(made, tape) : made;
  }

  /** A value of any kind, of any type. */
  anything(): WireValue {
    if (this.#depth > 6) return this.#scalar();
    this.#depth++;
    const made = this.#anything();
    this.#depth--;
    return made;
  }

  #anything(): WireValue {
    const tape = this.#tape;
    switch (tape.below(12)) {
      case 0:
        return array(this.#several(() => this.anything()));
      case 1:
        return map(this.#several(() => [this.anything(), this.anything()] as const));
      case 2:
        return map(this.#several(() => [text(tape.pick(['a', 'b', 'type', 'x'])), this.anything()] as const));
      default:
        return this.#scalar();
    }
  }

  #scalar(): WireValue {
    const tape = this.#tape;
    const kinds = [
      () => nil,
      () => bool(tape.rarely(2)),
      () => this.#int(),
      () => this.#float(),
      () => this.#text(),
      () => text(tape.pick(tape.pick([MOMENTS, DURATIONS, UUIDS, DECIMALS]))),
      () => bin(tape.bytes(tape.below(20))),
      () => ext(tape.pick([-1, 0, 5, -128, 127]), tape.bytes(tape.pick([4, 8, 12, 0, 1, 3, 16]))),
      () => this.#timestamp(),
      () => raw(Uint8Array.of(0xc1)),
      () => str(tape.bytes(tape.below(6))),
    ] as const;
    return tape.pick(kinds)();
  }

  #valid(type: Type): WireValue {
    const tape = this.#tape;
    switch (type.kind) {
      case 'any':
      case 'raw':
      case 'custom':
        return this.anything();
      case 'nil':
        return nil;
      case 'bool':
        return bool(tape.rarely(2));
      case 'int':
        return this.#int();
      case 'float':
        return tape.rarely(3) ? this.#int() : this.#float();
      case 'str':
        return this.#text();
      case 'bytes':
        return bin(tape.bytes(tape.below(8)));
      case 'datetime':
        return tape.rarely(2) ? this.#timestamp() : this.#twisted(MOMENTS);
      case 'date':
      case 'time':
        return this.#twisted(MOMENTS);
      case 'timedelta':
        return this.#twisted(DURATIONS);
      case 'uuid':
        return tape.rarely(3) ? bin(tape.bytes(16)) : this.#twisted(UUIDS);
      case 'decimal':
        return tape.rarely(3) ? this.#number() : this.#twisted(DECIMALS);
      case 'ext':
        return ext(tape.below(256) - 128, tape.bytes(tape.below(20)));
      case 'literal':
      case 'enum':
        return this.#literal(type.values);
      case 'union':
      case 'ref':
      case 'list':
      case 'sequence':
      case 'set':
      case 'tuple':
      case 'dict':
        return this.#container(type);
    }
  }

  #container(type: Extract<Type, { kind: Container }>): WireValue {
    const tape = this.#tape;
    switch (type.kind) {
      case 'union':
        return this.#valid(tape.oneOf(type.members) ?? { kind: 'nil' });
      case 'ref': {
        const record = recordOf(this.#schema, type);
        return record === null ? nil : this.#record(record);
      }
      case 'list':
      case 'sequence':
      case 'set':
        return array(this.#several(() => this.value(type.item)));
      case 'tuple':
        return array(this.#resized(type.items.map((item) => this.value(item))));
      case 'dict':
        return map(this.#several(() => [this.value(type.key), this.value(type.value)] as const));
    }
  }

  #literal(values: readonly Literal[]): WireValue {
    if (this.#tape.rarely(8)) return this.#tape.rarely(2) ? this.#text() : this.#int();
    return literal(this.#tape.oneOf(values) ?? { kind: 'nil' });
  }

  #record(record: RecordType): WireValue {
    return record.layout === 'array' ? array(this.#items(record)) : map(this.#entries(record));
  }

  #items(record: RecordType): WireValue[] {
    const tag = record.tag?.at.kind === 'first-item' ? record.tag : null;
    const items = record.fields.map((field) => this.value(field.type));
    const tags = tag === null ? [] : [this.#tape.rarely(20) ? this.anything() : literal(tag.value)];
    return this.#resized([...tags, ...items]);
  }

  #entries(record: RecordType): Entry[] {
    const tape = this.#tape;
    const entries: Entry[] = [];
    for (const field of inWriteOrder(record)) {
      const isLeftOut = field.default === null ? tape.rarely(WILD) : this.#depth > 6 || tape.rarely(2);
      if (isLeftOut) continue;
      entries.push([text(field.name), this.#fieldValue(field.type, field.default)]);
      if (tape.rarely(WILD)) entries.push([text(field.name), this.value(field.type)]);
    }
    const tag = record.tag?.at.kind === 'field' ? record.tag : null;
    if (tag !== null && !tape.rarely(20)) {
      const written = tape.rarely(20) ? this.anything() : literal(tag.value);
      const name = tag.at.kind === 'field' ? tag.at.name : '';
      entries.splice(tape.rarely(6) ? tape.below(entries.length + 1) : 0, 0, [text(name), written]);
      if (tape.rarely(WILD)) entries.push([text(name), literal(tag.value)]);
    }
    return this.#disturbed(entries);
  }

  #fieldValue(type: Type, given: Default | null): WireValue {
    const known = given !== null && 'msgpack' in given ? given.msgpack : null;
    if (known === null || !this.#tape.rarely(5)) return this.value(type);
    const decoded = decode(Buffer.from(known, 'hex'));
    return decoded.kind === 'value' ? decoded.value : nil;
  }

  #disturbed(entries: Entry[]): Entry[] {
    const tape = this.#tape;
    const at = tape.below(entries.length + 1);
    if (tape.rarely(12)) entries.splice(at, 0, [text('unknown'), this.anything()]);
    if (tape.rarely(WILD)) entries.splice(at, 0, [this.#scalar(), this.anything()]);
    if (tape.rarely(WILD)) entries.reverse();
    if (tape.rarely(WILD)) entries.splice(at, 1, [raw(Uint8Array.of(0xc1)), nil]);
    return entries;
  }

  #several<Item>(make: () => Item): Item[] {
    if (this.#depth > 6) return [];
    return Array.from({ length: this.#length() }, make);
  }

  /** Small ones mostly; above 16 a key is decoded otherwise. */
  #length(): number {
    const tape = this.#tape;
    return tape.pick([1, 0, 2, 3, tape.rarely(4) ? 17 : tape.below(16)]);
  }

  #resized(items: WireValue[]): WireValue[] {
    const tape = this.#tape;
    if (tape.rarely(10)) return items.slice(0, tape.below(items.length + 1));
    return tape.rarely(10) ? [...items, this.anything()] : items;
  }

  #number(): WireValue {
    return this.#tape.rarely(2) ? this.#int() : this.#float();
  }

  #int(): WireValue {
    const tape = this.#tape;
    const edges = [
      1n,
      0n,
      2n,
      -1n,
      7n,
      256n,
      300n,
      500n,
      100_000n,
      65_535n,
      65_536n,
      2n ** 31n,
      2n ** 32n,
      2n ** 40n,
    ];
    const wide = [2n ** 53n, 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n];
    const value = tape.pick<bigint>([1n, ...edges, ...wide]) + BigInt(tape.rarely(6) ? tape.below(3) - 1 : 0);
    const signed = tape.rarely(5) ? -value : value;
    return int(signed < -(2n ** 63n) || signed >= 2n ** 64n ? 0n : signed);
  }

  #float(): WireValue {
    const tape = this.#tape;
    const value = tape.pick([
      1,
      0.5,
      0,
      -0,
      0.1,
      1.5,
      3,
      -2.25,
      1e16,
      1e-5,
      1e-7,
      1e300,
      5e-324,
      2 ** 53,
      NaN,
      Infinity,
      -Infinity,
    ]);
    if (tape.rarely(4)) return float32(value);
    return tape.rarely(8)
      ? floatBits(64, new DataView(tape.bytes(8).buffer).getBigUint64(0))
      : float64(value);
  }

  #text(): WireValue {
    const tape = this.#tape;
    if (tape.rarely(20)) return str(tape.bytes(tape.below(6)));
    return text(tape.pick(TEXTS));
  }

  #timestamp(): WireValue {
    const tape = this.#tape;
    const seconds = tape.pick([
      0n,
      1n,
      1_700_000_000n,
      -1n,
      2n ** 34n,
      253_402_300_799n,
      253_402_300_800n,
      -62_135_596_800n,
      2n ** 63n - 1n,
    ]);
    const nanos = tape.pick([
      0, 500, 1000, 123_456_789, 999_999_499, 999_999_500, 999_999_999, 1_000_000_000,
    ]);
    const view = new DataView(new ArrayBuffer(12));
    view.setUint32(0, nanos);
    view.setBigInt64(4, seconds);
    const bytes = new Uint8Array(view.buffer);
    return ext(-1, tape.rarely(3) ? tape.bytes(tape.pick([4, 8])) : bytes);
  }

  #twisted(texts: readonly [string, ...string[]]): WireValue {
    const tape = this.#tape;
    const chosen = tape.pick(texts);
    if (!tape.rarely(5)) return text(chosen);
    const at = tape.below(chosen.length + 1);
    return text(
      chosen.slice(0, at) +
        tape.pick(['', '0', '9', 'Z', '\0', '.', '-', ':', '5', ' ', 'é']) +
        chosen.slice(at + tape.below(2)),
    );
  }
}

function inWriteOrder({ fields, writeOrder }: RecordType): readonly Field[] {
  if (writeOrder === undefined) return fields;
  return writeOrder.flatMap((name) => fields.find((field) => field.name === name) ?? []);
}

/** The same value in a header that is not the shortest, or with a length that is a lie. */
function dressed(value: WireValue, tape: Tape): WireValue {
  const lie = tape.rarely(3) ? { declared: tape.below(40) } : {};
  switch (value.kind) {
    case 'int':
      if (value.value >= 0n && value.value < 128n) return { ...value, header: tape.pick(INT_HEADERS) };
      return value.value < 2n ** 63n ? { ...value, header: 'int64' } : value;
    case 'str':
      return { ...value, ...lie, header: tape.pick(['str16', 'str32']) };
    case 'bin':
      return { ...value, ...lie, header: tape.pick(['bin16', 'bin32']) };
    case 'array':
      return { ...value, ...lie, header: tape.pick(['array16', 'array32']) };
    case 'map':
      return { ...value, ...lie, header: tape.pick(['map16', 'map32']) };
    case 'ext':
      return { ...value, ...lie, header: tape.pick(['ext8', 'ext16', 'ext32']) };
    case 'nil':
    case 'bool':
    case 'float':
    case 'raw':
      return value;
  }
}

const INT_HEADERS = ['uint64', 'uint8', 'int8', 'int16', 'int64', 'uint32', 'int32', 'uint16'] as const;
