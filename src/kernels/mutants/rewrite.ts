import type { Entry, WireValue } from '../../wire/index.js';
import type { EchoParts } from '../echo/echoParts.js';

/** Deeper values stay as they are: a mutant has one bug, and a stack overflow would be a second one. */
const DEPTH_MAX = 200;

/** Changes every value inside a value, from the leaves up. */
export function rewrite(value: WireValue, change: (value: WireValue) => WireValue, depth = 0): WireValue {
  if (depth === DEPTH_MAX) {
    return value;
  }
  const inside = (one: WireValue): WireValue => rewrite(one, change, depth + 1);
  if (value.kind === 'array') {
    return change({ kind: 'array', items: value.items.map(inside) });
  }
  if (value.kind === 'map') {
    return change({
      kind: 'map',
      entries: value.entries.map(([key, item]): Entry => [inside(key), inside(item)]),
    });
  }
  return change(value);
}

/** The parts with a decoder that understands every value a little differently. */
export function misunderstanding(healthy: EchoParts, change: (value: WireValue) => WireValue): EchoParts {
  return {
    ...healthy,
    decode: (bytes, channel) => {
      const understood = healthy.decode(bytes, channel);
      return understood.kind === 'value'
        ? { kind: 'value', value: rewrite(understood.value, change) }
        : understood;
    },
  };
}
