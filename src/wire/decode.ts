import type { Malformed } from './malformed.js';
import { EMPTY_ARRAY, EMPTY_MAP, Reader } from './reader.js';
import type { Entry, WireOf, WireValue } from './value.js';

export type Decoded =
  | { readonly kind: 'value'; readonly value: WireValue }
  | { readonly kind: 'malformed'; readonly error: Malformed };

/** A tree takes some 170 bytes for a level that is one byte on the wire. */
const DEPTH_MAX = 350_000;

/** Containers that hold something, for each byte of a frame that has more of them than {@link DEPTH_MAX}: each takes some hundred bytes. */
const CONTAINERS_PER_BYTE = 0.35;

/** How to decode, and how much. */
export interface DecodeOptions {
  /** Keep the headers that are not the shortest. */
  readonly headers?: boolean;
  /** Default: as many as the bytes hold. */
  readonly valuesMax?: number;
}

/**
 * The one value that these bytes are, or why they are none. Never throws; goes 350,000 levels deep without a stack, and takes
 * as many containers; memory in proportion to the bytes, whatever lengths they declare: less than 64 MB for a megabyte.
 *
 * Keeps ints by value, floats by width and bits, duplicate keys and order; UTF-8 is not checked. With `headers` also
 * the header of each value that is not in its shortest form, so that encoding it gives the same bytes again.
 *
 * The bytes of str, bin and ext are views of the input, not copies (the shortest are shared): they hold it in memory,
 * change with it, and must not be written to.
 */
export function decode(
  bytes: Uint8Array,
  { headers = false, valuesMax = Infinity }: DecodeOptions = {},
): Decoded {
  const reader = new Reader(bytes, headers);
  const containersMax = Math.max(DEPTH_MAX, Math.floor(bytes.length * CONTAINERS_PER_BYTE));
  const value = readTree(reader, { valuesMax, containersMax });
  if (value === null) return { kind: 'malformed', error: reader.error };
  const left = bytes.length - reader.at;
  if (left === 0) return { kind: 'value', value };
  const text = `the value is whole, ${left} more ${left === 1 ? 'byte follows' : 'bytes follow'}`;
  return { kind: 'malformed', error: { kind: 'trailing', at: reader.at, text } };
}

/** A container that is not full yet. */
interface Open {
  /** As the reader gave it: without what it holds. */
  readonly empty: WireOf<'array'> | WireOf<'map'>;
  items: WireValue[] | null;
  entries: Entry[] | null;
  key: WireValue | null;
  /** How many values are still to come. */
  left: number;
  readonly parent: Open | null;
}

interface Room {
  readonly valuesMax: number;
  readonly containersMax: number;
}

function readTree(reader: Reader, { valuesMax, containersMax }: Room): WireValue | null {
  let open: Open | null = null;
  let [depth, containers] = [0, 0];
  for (let values = 1; ; values += 1) {
    let value = reader.next();
    if (value === null) return null;
    if (values > valuesMax) return reader.refuse('too-many', `it holds more than ${valuesMax} values`);
    if (reader.within > 0 && (value.kind === 'array' || value.kind === 'map')) {
      depth += 1;
      containers += 1;
      if (depth > DEPTH_MAX) return reader.refuse('too-deep', `it is nested deeper than ${DEPTH_MAX} levels`);
      if (containers > containersMax)
        return reader.refuse('too-many', `it holds more than ${containersMax} containers`);
      open = { empty: value, items: null, entries: null, key: null, left: reader.within, parent: open };
      continue;
    }
    // Put it where it belongs; a container that is full now belongs somewhere itself.
    for (;;) {
      if (open === null) return value;
      put(open, value);
      if (open.left > 0) break;
      value = filled(open);
      open = open.parent;
      depth -= 1;
    }
  }
}

// A list made with its first element takes room for one; an empty one that grows takes room for seventeen, which a
// frame of a million levels would pay a million times.
function put(open: Open, value: WireValue): void {
  open.left -= 1;
  if (open.empty.kind === 'array') {
    if (open.items === null) open.items = [value];
    else open.items.push(value);
  } else if (open.key === null) {
    open.key = value;
  } else {
    if (open.entries === null) open.entries = [[open.key, value]];
    else open.entries.push([open.key, value]);
    open.key = null;
  }
}

function filled({ empty, items, entries }: Open): WireValue {
  if (empty === EMPTY_ARRAY) return { kind: 'array', items: items ?? [] };
  if (empty === EMPTY_MAP) return { kind: 'map', entries: entries ?? [] };
  return empty.kind === 'array' ? { ...empty, items: items ?? [] } : { ...empty, entries: entries ?? [] };
}
