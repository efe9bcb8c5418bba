import type { Channel, RecordType, Schema, Type } from '../schema/index.js';
import { floatsWithin } from './floats.js';
import { intRange } from './integers.js';
import { bodyType, members, rolesOf, tagOf } from './targets.js';
import { isStopTag } from './stop.js';

/** Something that no message can be made for, or none that is sure to be valid. */
export interface Ungeneratable {
  readonly channel: string;
  /** Null: the channel as a whole. */
  readonly tag: string | null;
  /** Where in the message, as `$.config.manager`; `$` for all of it. */
  readonly path: string;
  readonly because: string;
  /** `never`: nothing is sent for it. `harmless-only`: nothing to a real kernel. `perhaps-invalid`: sent all the same. */
  readonly effect: 'never' | 'harmless-only' | 'perhaps-invalid';
}

/** Everything of a schema that `workload` leaves out, or cannot promise to make validly, and why. */
export function ungeneratable(schema: Schema): readonly Ungeneratable[] {
  return schema.channels
    .filter(({ direction }) => direction === 'to-kernel')
    .flatMap((channel) => inChannel(schema, channel));
}

function inChannel(schema: Schema, channel: Channel): readonly Ungeneratable[] {
  const body = bodyType(channel);
  const { name } = channel;
  if (body === null) {
    return [whole(name, null, 'its messages are not one frame of msgpack or pickle', 'never')];
  }
  return members(body).flatMap((type): Ungeneratable[] => {
    const record = type.kind === 'ref' ? (schema.types[type.name] ?? null) : null;
    const tag = tagOf(record);
    if (isStopTag(tag)) {
      return [whole(name, tag, 'it ends the kernel, and that is up to the host', 'never')];
    }
    const doubts = doubtsIn(schema, type, '$', new Set()).map((doubt) => perhaps(name, tag, doubt));
    const known = record === null || (tag !== null && rolesOf(schema)?.[tag] !== undefined);
    return known
      ? doubts
      : [whole(name, tag, 'nobody has said what is harmless in it', 'harmless-only')].concat(doubts);
  });
}

function perhaps(channel: string, tag: string | null, { path, because }: Doubt): Ungeneratable {
  return { channel, tag, path, because, effect: 'perhaps-invalid' };
}

function whole(
  channel: string,
  tag: string | null,
  because: string,
  effect: Ungeneratable['effect'],
): Ungeneratable {
  return { channel, tag, path: '$', because, effect };
}

interface Doubt {
  readonly path: string;
  readonly because: string;
}

/** What only the code behind a type could tell to be valid. Any member of a union would do, but each is drawn. */
function doubtsIn(schema: Schema, type: Type, path: string, within: ReadonlySet<string>): readonly Doubt[] {
  const inner = (part: Type, at: string): readonly Doubt[] => doubtsIn(schema, part, at, within);
  if (type.kind === 'ref') return doubtsInRecord(schema, schema.types[type.name], path, within);
  if (type.kind === 'union') return type.members.flatMap((member) => inner(member, path));
  if (type.kind === 'tuple') return type.items.flatMap((item, at) => inner(item, `${path}[${at}]`));
  if (type.kind === 'dict')
    return [...inner(type.key, `key of ${path}`), ...inner(type.value, `${path}[...]`)];
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence')
    return inner(type.item, `${path}[]`);
  const because = doubtOf(type);
  return because === null ? [] : [{ path, because }];
}

function doubtOf(type: Type): string | null {
  if (type.kind === 'str' && type.pattern !== undefined) return `it must match the pattern ${type.pattern}`;
  if (type.kind === 'custom') return `${type.name} is decoded by code of its own`;
  if (type.kind === 'int' && intRange(type) === null) return 'its bounds leave no integer';
  if (type.kind === 'float' && floatsWithin(type).length === 0) return 'no float was found within its bounds';
  return null;
}

function doubtsInRecord(
  schema: Schema,
  record: RecordType | undefined,
  path: string,
  within: ReadonlySet<string>,
): readonly Doubt[] {
  if (record === undefined) return [{ path, because: 'the schema does not hold the record' }];
  if (within.has(record.name)) return [];
  const inner = new Set(within).add(record.name);
  const own: Doubt[] =
    record.postInit && !isPaired(schema, record)
      ? [{ path, because: `${record.name} runs code of its own after it was decoded` }]
      : [];
  return [
    ...own,
    ...record.fields.flatMap(({ name, type }) => doubtsIn(schema, type, `${path}.${name}`, inner)),
  ];
}

/** Of some records it is known what their code wants. */
function isPaired(schema: Schema, record: RecordType): boolean {
  const tag = tagOf(record);
  const role = tag === null ? undefined : rolesOf(schema)?.[tag];
  return role?.kind === 'record' && role.paired.length > 0;
}
