import { canonicalJson } from './canonicalJson.js';
import { fingerprint } from './fingerprint.js';
import type { RecordType, Schema, Snapshot } from './types.js';

/** Bytes (UTF-8) up to which a value is kept on one line. */
const LINE_WIDTH = 140;

/**
 * The text of a snapshot file. `made` says what made it: names and versions. `unsure`: what is not known, if anything.
 *
 * A value has a line for each of its items that fits on one, so that a changed field is a changed line; the Python
 * exporter lays it out the same way.
 */
export function writeSnapshot(
  schema: Schema,
  made: Snapshot['made'],
  unsure: Snapshot['unsure'] = undefined,
): string {
  const { protocol, release, channels, startup, types } = schema;
  const snapshot: Snapshot = {
    format: 'skewfuzz-schema',
    version: 1,
    fingerprint: fingerprint(schema),
    protocol,
    release,
    made,
    channels,
    startup,
    types,
    ...(unsure && { unsure }),
  };
  return `${pretty(snapshot, '')}\n`;
}

/**
 * The text of a file that holds what a snapshot has otherwise than its base: whole channels and records; the name of a
 * channel that is the base's; null for a record that only the base has. `readSnapshot` makes the snapshot of both.
 */
export function writeDelta(snapshot: Snapshot, base: Snapshot): string {
  const { format: _, version, channels, types, made, startup, ...named } = snapshot;
  const known = new Map(base.channels.map((channel) => [channel.name, canonicalJson(channel)]));
  const names = [...new Set([...Object.keys(base.types), ...Object.keys(types)])].toSorted();
  const changed = (name: string): boolean =>
    canonicalJson(recordIn(snapshot, name)) !== canonicalJson(recordIn(base, name));
  const delta = {
    format: 'skewfuzz-schema-delta',
    version,
    ...named,
    base: base.release,
    made,
    channels: channels.map((channel) =>
      known.get(channel.name) === canonicalJson(channel) ? channel.name : channel,
    ),
    startup,
    types: Object.fromEntries(names.filter(changed).map((name) => [name, recordIn(snapshot, name)])),
  };
  return `${pretty(delta, '')}\n`;
}

function recordIn({ types }: Schema, name: string): RecordType | null {
  return (Object.hasOwn(types, name) ? types[name] : null) ?? null;
}

function pretty(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (!isContainer(value) || Buffer.byteLength(indent + line) <= LINE_WIDTH) return line;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inner + pretty(item, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  let text = '';
  let afterScalar = false;
  for (const [name, member] of Object.entries(value)) {
    const scalar = !isContainer(member);
    // Scalars that follow each other share a line.
    text += `${text && ','}${scalar && afterScalar ? '' : `\n${inner}`}${JSON.stringify(name)}:${pretty(member, inner)}`;
    afterScalar = scalar;
  }
  return `{${text}\n${indent}}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
