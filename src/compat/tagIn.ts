import { membersOf, resolve, type Schema, type Type } from '../schema/index.js';
import { textOf, type WireValue } from '../wire/index.js';

/** The tag of a message of this type; null where it has none. */
export function tagIn(schema: Schema, type: Type, message: WireValue): string | bigint | null {
  for (const member of membersOf(type)) {
    const record = resolve(schema, member);
    if (record.kind !== 'record' || record.tag === null) continue;
    const { at } = record.tag;
    const found =
      message.kind === 'array' && at.kind === 'first-item' ? message.items[0] : named(message, at);
    if (found?.kind === 'str') return textOf(found.bytes);
    if (found?.kind === 'int') return found.value;
  }
  return null;
}

function named(
  message: WireValue,
  at: { readonly kind: string; readonly name?: string },
): WireValue | undefined {
  if (message.kind !== 'map') return undefined;
  return message.entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === at.name)?.[1];
}
