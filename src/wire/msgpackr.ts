import { Packr } from 'msgpackr';
import type { Codec } from './codec.js';
import { decode as decodeExactly, type Decoded } from './decode.js';
import { fromJs, toJs } from './javascriptValue.js';
import { refusalOf } from './msgpackrRefusal.js';
import { WireError } from './wireError.js';

/** Plain msgpack: no records, no extensions of its own, maps as Map, ints beyond 32 bits as bigint. */
const packr = new Packr({
  useRecords: false,
  mapsAsObjects: false,
  variableMapSize: true,
  moreTypes: false,
  structuredClone: false,
  bundleStrings: false,
  copyBuffers: true,
});

/**
 * The everyday codec, msgpackr, as exact as it can be made: what it still loses is declared.
 *
 * It is only ever given what it handles safely. Ext values are refused: whatever the options, it takes some codes for
 * records, and builds functions from them, and gives up on all it does not know. So are raw bytes, and bytes that are
 * no Uint8Array. Bytes it is to read are checked by the exact decoder first, for it takes 0xc1 as a value.
 */
export const msgpackr: Codec = {
  name: 'msgpackr',
  encode(value) {
    const refusal = refusalOf(value);
    if (refusal !== null) throw new WireError(refusal.kind, `msgpackr.encode: ${refusal.text}`);
    // A part of a buffer of its own, of which later calls write other parts.
    return packr.pack(toJs(value));
  },
  decode(bytes): Decoded {
    const read = decodeExactly(bytes);
    if (read.kind === 'malformed') return read;
    const refusal = refusalOf(read.value);
    if (refusal !== null) return { kind: 'malformed', error: { ...refusal, at: 0 } };
    try {
      // It leaves a mark on the object it is given, which must not be the caller's.
      return { kind: 'value', value: fromJs(packr.unpack(Buffer.from(bytes))) };
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      return { kind: 'malformed', error: { kind: 'codec', at: 0, text: `msgpackr: ${text}` } };
    }
  },
  loses: [
    'float32',
    'duplicate-keys',
    'integral-float',
    'negative-zero',
    'nan-payload',
    'ill-formed-text',
    'leading-bom',
    'ext',
  ],
};
