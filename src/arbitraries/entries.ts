import { textOf, type Entry, type WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';

export function entriesOf(value: WireValue): readonly Entry[] {
  return value.kind === 'map' ? value.entries : [];
}

export function nameOf([key]: Entry): string | null {
  return key.kind === 'str' ? textOf(key.bytes) : null;
}

/** The map with an entry more, somewhere; the end is the simplest place. */
export function withEntry(draw: Draw, value: WireValue, entry: Entry): WireValue {
  const entries = entriesOf(value);
  return {
    kind: 'map',
    entries: entries.toSpliced(entries.length - draw.below(entries.length + 1), 0, entry),
  };
}

/** The map with other entries in the place of one. */
export function withoutEntry(value: WireValue, at: number, ...instead: readonly Entry[]): WireValue {
  return { kind: 'map', entries: entriesOf(value).toSpliced(at, 1, ...instead) };
}
