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
  const at = { channel: channel.name, path: '$' };
  if (body === null) {
    return [{ ...at, tag: null, because: 'its messages are not one msgpack frame', effect: 'never' }];
  }
  return members(body).flatMap((type): Ungeneratable[] => {
    const record = type.kind === 'ref' ? (schema.types[type.name] ?? null) : null;
    const tag = tagOf(record);
    if (isStopTag(tag)) {
      return [{ ...at, tag, because: 'it ends the kernel, and that is up to the host', effect: 'never' }];
    }
    const doubts = doubtsIn(schema, type, '$', new Set()).map(
      ({ path, because }): Ungeneratable => ({ channel: channel.name, tag, path, because, effect: 'perhaps-invalid' }),
    );
    const known = record === null || (tag !== null && rolesOf(schema)?.[tag] !== undefined);
    if (known) return doubts;
    return [{ ...at, tag, because: 'nobody has said what is harmless in it', effect: 'harmless-only' }, ...doubts];
  });
}

interface Doubt {
  readonly path: string;
  readonly because: string;
}

/** What only the code behind a type could tell to be valid. */
function doubtsIn(schema: Schema, type: Type, path: string, within: ReadonlySet<string>): readonly Doubt[] {
  switch (type.kind) {
    case 'str':
      return type.pattern === undefined ? [] : [{ path, because: `it must match the pattern ${type.pattern}` }];
    case 'custom':
      return [{ path, because: `${type.name} is decoded by code of its own` }];
    case 'int':
      return intRange(type) === null ? [{ path, because: 'its bounds leave no integer' }] : [];
    case 'float':
      return floatsWithin(type).length === 0 ? [{ path, because: 'no float was found within its bounds' }] : [];
    case 'list':
    case 'set':
    case 'sequence':
      return doubtsIn(schema, type.item, `${path}[]`, within);
    case 'tuple':
      return type.items.flatMap((item, at) => doubtsIn(schema, item, `${path}[${at}]`, within));
    case 'dict':
      return [
        ...doubtsIn(schema, type.key, `key of ${path}`, within),
        ...doubtsIn(schema, type.value, `${path}[...]`, within),
      ];
    case 'union': {
      const all = type.members.map((member) => doubtsIn(schema, member, path, within));
      // Any member without a doubt would do, but each is drawn.
      return all.flat();
    }
    case 'ref':
      return doubtsInRecord(schema, schema.types[type.name], path, within);
    default:
      return [];
  }
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
  return [...own, ...record.fields.flatMap(({ name, type }) => doubtsIn(schema, type, `${path}.${name}`, inner))];
}

/** Of some records it is known what their code wants. */
function isPaired(schema: Schema, record: RecordType): boolean {
  const tag = tagOf(record);
  const role = tag === null ? undefined : rolesOf(schema)?.[tag];
  return role?.kind === 'record' && role.paired.length > 0;
}
