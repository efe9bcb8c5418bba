import { decode, type WireValue } from '../wire/index.js';
import { VALUES_MAX } from './limits.js';

/**
 * Makes values of the frames of one file: bytes that no decoder takes are a value too, themselves. So are those that
 * follow when the room for trees is used up, which a file can say in a thousandth of the bytes.
 */
export function frameValues(valuesMax: number = VALUES_MAX): (bytes: Uint8Array) => WireValue {
  let left = valuesMax;
  return (bytes) => {
    const decoded = decode(bytes, { headers: true, valuesMax: left });
    if (decoded.kind === 'value') {
      left -= valuesIn(decoded.value);
      return decoded.value;
    }
    // What was read in vain is paid for as well: there are no more values than bytes.
    left -= decoded.error.kind === 'too-many' ? left : Math.min(left, decoded.error.at);
    return { kind: 'raw', bytes };
  };
}

function valuesIn(root: WireValue): number {
  let count = 0;
  const pending: WireValue[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    count += 1;
    if (value.kind === 'array') for (const item of value.items) pending.push(item);
    if (value.kind === 'map') for (const [key, held] of value.entries) pending.push(key, held);
  }
  return count;
}
