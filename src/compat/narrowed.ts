import { resolve, type Schema, type Type } from '../schema/index.js';

/** Enough for a reader to know a tag from another one. */
const OTHERS = 2;

/**
 * A union with fewer kinds of messages, for which a decoder does the same with a message of this tag: those of the tag
 * stay, two others, and all that is no tagged record in map layout. To plan all of them takes far longer than to read one.
 */
export function narrowed(schema: Schema, type: Type, tag: string | bigint | null): Type {
  if (type.kind !== 'union') return type;
  let others = 0;
  const members = type.members.filter((member) => {
    const record = resolve(schema, member);
    if (record.kind !== 'record' || record.layout === 'array' || record.tag === null) return true;
    if (record.tag.value.value === String(tag)) return true;
    others += 1;
    return others <= OTHERS;
  });
  return members.length === type.members.length ? type : { kind: 'union', members };
}
