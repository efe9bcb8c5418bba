import { encode } from '../src/wire/index.js';
import { Forge } from './forge.js';
import { JsonForge } from './jsonForge.js';
import type { Document } from './realDecoder.js';
import type { Forged } from './schemaForge.js';
import { Tape } from './tape.js';

/** A document that is a value of the type, or nearly so: as the tape has it. */
export function forgedDocument({ schema, type }: Forged, bytes: Uint8Array): Document {
  const tape = new Tape(bytes);
  const isJson = tape.rarely(2);
  const value = new Forge(schema, tape).value(type);
  if (isJson) return { codec: 'json', bytes: damaged(new JsonForge(tape).document(value), tape, JSON_BYTES) };
  return { codec: 'msgpack', bytes: damaged(Uint8Array.from(encode(value)), tape, null) };
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
