import type { Place } from './place.js';
import type { Snapshot } from './types.js';

/** Finds the snapshot of another release of a protocol; a delta asks for the one that it stands on. */
export type BaseNamed = (protocol: string, release: string) => Snapshot;

const MEMBERS = [
  'format',
  'version',
  'fingerprint',
  'protocol',
  'release',
  'made',
  'base',
  'channels',
  'startup',
  'types',
] as const;

/**
 * The whole document that a delta stands for. What came from the base is sound; the rest is still to be read, and the
 * fingerprint to be compared, which is that of the whole.
 */
export function wholeOf(delta: Place, baseNamed: BaseNamed): Readonly<Record<string, unknown>> {
  const found = delta.members(MEMBERS);
  const base = baseNamed(found.protocol.text(), found.base.text());
  const types: Record<string, unknown> = { ...base.types };
  for (const [name, place] of found.types.entries()) {
    if (place.value === null && !Object.hasOwn(base.types, name)) {
      place.refuse(`a record, as the base ${base.release} has none of this name that could be taken away`);
    }
    types[name] = place.value;
  }
  const left = Object.entries(types).filter(([, record]) => record !== null);
  return {
    format: 'skewfuzz-schema',
    version: 1,
    fingerprint: found.fingerprint.value,
    protocol: found.protocol.value,
    release: found.release.value,
    made: found.made.value,
    channels: found.channels.items((channel) => {
      if (typeof channel.value !== 'string') return channel.value;
      const known = base.channels.find(({ name }) => name === channel.value);
      return known ?? channel.refuse(`a channel, or the name of one that the base ${base.release} has`);
    }),
    startup: found.startup.value,
    // In the order in which the exporter writes them, so that the whole has one text only.
    types: Object.fromEntries(left.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
