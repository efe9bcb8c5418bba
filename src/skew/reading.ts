import { membersOf, type Literal, type Schema, type Type } from '../schema/index.js';
import { isCollection } from './collection.js';
import { compareConstraints, constraintsOf } from './constraints.js';
import { best, SAFE, worst, type Claim } from './level.js';
import { mapRecordReferences } from './mapTypes.js';
import { READINGS } from './readings.js';
import { behind } from './records.js';
import { same } from './same.js';

/** Who writes, who reads, and how: `json` is every codec whose values are JSON in the end. */
export interface Sides {
  readonly writer: Schema['types'];
  readonly reader: Schema['types'];
  readonly codec: 'msgpack' | 'json';
}

type Named<K extends Type['kind']> = Extract<Type, { kind: K }>;

/**
 * What a reader that expects the one type makes of what a writer of the other writes. A static rule: it looks at types
 * alone, and not behind a reference to a record of the same name.
 */
export function reading(writer: Type, reader: Type, sides: Sides): Claim {
  if (reader.kind === 'any' || reader.kind === 'raw') return TAKEN;
  if (writer.kind === 'union') {
    return worst(writer.members.map((member) => reading(member, reader, sides)));
  }
  if (reader.kind === 'union') {
    return best(reader.members.map((member) => reading(writer, member, sides)));
  }
  if (writer.kind === 'any' || writer.kind === 'raw') return breaks('anything may come');
  if (isListing(writer)) return readingOfValues(writer, reader, sides);
  if (writer.kind === 'ref' || reader.kind === 'ref') return readingOfRecord(writer, reader, sides);
  const found = READINGS[`${writer.kind} as ${reader.kind}`]?.[isNaive(writer) ? 'json' : sides.codec];
  if (found !== undefined) return worst([found, ...insides(writer, reader, sides)]);
  if (writer.kind !== reader.kind) return breaks(`${writer.kind} comes where ${reader.kind} is expected`);
  return worst([narrowness(writer, reader), ...insides(writer, reader, sides)]);
}

const TAKEN: Claim = { level: 'safe', because: 'anything is taken' };

function breaks(because: string): Claim {
  return { level: 'breaks', because };
}

/** Written as text in either codec, where one with a zone is an ext in msgpack. */
function isNaive(type: Type): boolean {
  return type.kind === 'datetime' && type.zone === 'naive';
}

function isListing(type: Type): type is Named<'enum' | 'literal'> {
  return type.kind === 'enum' || type.kind === 'literal';
}

/** Of two types of one kind, or of collections: what may not fit although the kind does. */
function narrowness(writer: Type, reader: Type): Claim {
  const tightness = compareConstraints(reader.kind, constraintsOf(writer), constraintsOf(reader));
  if (tightness === 'tightened' || tightness === 'changed') return breaks('a constraint may not hold');
  if ('zone' in writer && 'zone' in reader && reader.zone !== 'any' && writer.zone !== reader.zone) {
    return breaks(`a time zone that is ${writer.zone} comes where ${reader.zone} is expected`);
  }
  if (writer.kind === 'custom' && !same(writer, reader)) return breaks('another class is expected');
  return SAFE;
}

function insides(writer: Type, reader: Type, sides: Sides): readonly Claim[] {
  if (isCollection(reader)) return itemsOf(writer).map((from) => reading(from, reader.item, sides));
  if (writer.kind === 'dict' && reader.kind === 'dict') {
    return [reading(writer.key, reader.key, sides), reading(writer.value, reader.value, sides)];
  }
  if (writer.kind !== 'tuple' || reader.kind !== 'tuple') return [];
  if (writer.items.length !== reader.items.length) return [breaks('an array of another length is expected')];
  return writer.items.map((from, index) => reading(from, reader.items[index] ?? from, sides));
}

function itemsOf(type: Type): readonly Type[] {
  if (type.kind === 'tuple') return type.items;
  return isCollection(type) ? [type.item] : [];
}

function readingOfValues(writer: Named<'enum' | 'literal'>, reader: Type, sides: Sides): Claim {
  if (!isListing(reader)) {
    return worst(writer.values.map((value) => reading(typeOf(value), reader, sides)));
  }
  const strange = writer.values.find((value) => !reader.values.some((known) => same(value, known)));
  if (strange === undefined) return SAFE;
  return unknownValue(strange, reader.kind === 'enum' && reader.open);
}

/** What a reader makes of a value that it does not list. */
export function unknownValue(value: Literal, open: boolean): Claim {
  const shown = value.kind === 'nil' ? 'null' : JSON.stringify(value.value);
  return open
    ? { level: 'hazard', because: `what becomes of ${shown} only its _missing_ knows` }
    : breaks(`Invalid enum value: ${shown}`);
}

function typeOf({ kind }: Literal): Type {
  return { kind };
}

function readingOfRecord(writer: Type, reader: Type, sides: Sides): Claim {
  const [from, to] = [behind(sides.writer, writer), behind(sides.reader, reader)];
  if (from === null || to === null) {
    const fits = from?.layout === 'map' && reader.kind === 'dict' && takesText(reader.key);
    const values = fits && worst(from.fields.map(({ type }) => reading(type, reader.value, sides)));
    return values === false ? breaks('a record and another kind of value do not fit') : values;
  }
  if (from.name === to.name) return SAFE;
  const renamed = mapRecordReferences(from, (name) => (name === from.name ? to.name : name));
  return same({ ...renamed, name: to.name }, to) ? SAFE : breaks('another record is expected');
}

function takesText(type: Type): boolean {
  return membersOf(type).some(({ kind }) => kind === 'str' || kind === 'any');
}
