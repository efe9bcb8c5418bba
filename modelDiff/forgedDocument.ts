import { encode } from '../src/wire/index.js';
import { Forge } from './forge.js';
import { JsonForge } from './jsonForge.js';
import type { Document } from './realDecoder.js';
import type { Forged } from './schemaForge.js';
import type { Skew } from './skewForge.js';
import { Tape } from './tape.js';

/**
 * A document that is a value of the writer's type, or nearly so: as the tape has it. It is to be read in the codec it
 * is written in, but where the peers have two.
 */
export function forgedDocument(
  { schema, type }: Forged,
  bytes: Uint8Array,
  codecs: Skew['codecs'] = null,
): Document {
  const tape = new Tape(bytes);
  const drawn = tape.rarely(2) ? 'json' : 'msgpack';
  const { written, read } = codecs ?? { written: drawn, read: drawn };
  const value = new Forge(schema, tape).value(type);
  const plain = written === 'json' ? new JsonForge(tape).document(value) : Uint8Array.from(encode(value));
  return { codec: read, bytes: damaged(plain, tape, written === 'json' ? JSON_BYTES : null) };
}

const JSON_BYTES = Buffer.from('[]{}:,"\\ 0-.e1n\u0001t');

function damaged(bytes: Uint8Array, tape: Tape, telling: Uint8Array | null): Uint8Array {
  if (!tape.rarely(6)) return bytes;
  const at = tape.below(bytes.length);
  const byte = (): number =>
    telling === null || tape.rarely(3) ? tape.below(256) : (telling[tape.below(telling.length)] ?? 0);
  switch (tape.below(4)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return Uint8Array.from([...bytes, ...Array.from({ length: 1 + tape.below(3) }, byte)]);
    case 2:
      bytes[at] = byte();
      return bytes;
    default:
      return Uint8Array.from([...bytes.slice(0, at), byte(), ...bytes.slice(at)]);
  }
}
