import { resolve, type Schema } from '../../src/schema/index.js';
import { equal, floatOf, textOf, type WireValue } from '../../src/wire/index.js';
import { bodyType } from './evolutionTable.js';

/** A message as a version of a schema writes it. */
export interface Message {
  readonly schema: Schema;
  readonly value: WireValue;
}

/** What stands in each field, by its name, also where a message tells fields by their place. */
export function fieldsOf({ schema, value }: Message): ReadonlyMap<string, WireValue> {
  if (value.kind === 'map') {
    return new Map(
      value.entries.map(([key, item]) => [key.kind === 'str' ? (textOf(key.bytes) ?? '') : '', item]),
    );
  }
  const record = resolve(schema, bodyType(schema));
  if (value.kind !== 'array' || record.kind !== 'record') throw new Error(`a message is no ${value.kind}`);
  const named = record.fields.map(({ name }, index) => [name, value.items[index]] as const);
  return new Map(named.flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const])));
}

/** Whether the fields that both versions have hold the same; a value that they write otherwise may be the same. */
export function saysTheSame(before: Message, after: Message): boolean {
  const now = fieldsOf(after);
  return [...fieldsOf(before)].every(([name, value]) => {
    const other = now.get(name);
    return other === undefined || couldBe(value, other);
  });
}

function couldBe(one: WireValue, other: WireValue): boolean {
  if (one.kind === 'int' && other.kind === 'float')
    return Number(one.value) === floatOf(other.width, other.bits);
  return one.kind !== other.kind || equal(one, other);
}

/** Whether a field of that path, `$.name`, holds the same in both. */
export function isKept(path: string, before: Message, after: Message): boolean {
  const [was, is] = [before, after].map((message) => fieldsOf(message).get(path.slice(2)));
  return was !== undefined && is !== undefined && equal(was, is);
}
