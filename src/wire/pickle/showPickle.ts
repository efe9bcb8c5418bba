import { array, map, text } from '../construct.js';
import { show } from '../show.js';
import type { WireValue } from '../value.js';
import type { Pickled } from './pickled.js';
import { readPickle } from './readPickle.js';

/** A pickle for people, its objects by the names of their classes; null: it is none, or holds what is not written here. */
export function showPickle(bytes: Uint8Array, limit: number): string | null {
  if (bytes[0] !== PROTO) return null;
  const reading = readPickle(bytes, () => ({ kind: 'shown' }));
  if (reading.kind !== 'value') return null;
  const { value } = reading;
  return value.kind === 'call' || value.kind === 'object'
    ? `${value.of.name} ${show(partsOf(value, DEPTH_SHOWN), limit)}`
    : show(plain(value, DEPTH_SHOWN), limit);
}

const PROTO = 0x80;
/** Deeper than anybody reads. */
const DEPTH_SHOWN = 50;

function plain(value: Pickled, depth: number): WireValue {
  if (depth === 0) return text('...');
  switch (value.kind) {
    case 'nil':
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
    case 'bin':
      return value;
    case 'list':
    case 'tuple':
      return array(value.items.map((item) => plain(item, depth - 1)));
    case 'dict':
      return map(value.entries.map(([key, each]) => [plain(key, depth - 1), plain(each, depth - 1)]));
    case 'call':
    case 'object':
      return map([[text(value.of.name), partsOf(value, depth - 1)]]);
  }
}

function partsOf(value: Pickled & { kind: 'call' | 'object' }, depth: number): WireValue {
  return value.kind === 'call'
    ? plain({ kind: 'tuple', items: value.args }, depth)
    : plain({ kind: 'dict', entries: [...value.state] }, depth);
}
