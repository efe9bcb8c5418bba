import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { VALUE_BYTES_MAX } from './limits.js';

/**
 * Bytes in a JSON document: short ones as hex, long ones compressed, because a payload that was shrunk is mostly
 * one byte repeated. `deflate` is raw DEFLATE (RFC 1951) in base64; `length` and `sha256` (hex) are of the plain bytes.
 */
export type PackedBytes = string | DeflatedBytes;

export interface DeflatedBytes {
  readonly length: number;
  readonly sha256: string;
  readonly deflate: string;
}

/** @param plainly - long ones as they are, in the same form: DEFLATE without compression. Default: compressed */
export function packBytes(bytes: Uint8Array, plainly: boolean = false): PackedBytes {
  if (bytes.length <= VALUE_BYTES_MAX) return Buffer.from(bytes).toString('hex');
  return {
    length: bytes.length,
    sha256: sha256(bytes),
    deflate: deflateRawSync(bytes, plainly ? { level: 0 } : {}).toString('base64'),
  };
}

/** The plain bytes; throws an Error that says what disagrees. Takes no more memory than `length` claims. */
export function unpackBytes(packed: PackedBytes): Uint8Array {
  if (typeof packed === 'string') return new Uint8Array(Buffer.from(packed, 'hex'));
  const bytes = inflate(packed);
  if (bytes.length !== packed.length) {
    throw new Error(`length says ${packed.length} and the bytes are ${bytes.length}`);
  }
  const sum = sha256(bytes);
  if (sum !== packed.sha256) throw new Error(`sha256 says ${packed.sha256} and the bytes have ${sum}`);
  return bytes;
}

function inflate({ deflate, length }: DeflatedBytes): Uint8Array {
  try {
    // In one piece: pieces would have to be put together, which takes the memory twice.
    const { buffer, byteOffset, byteLength } = inflateRawSync(Buffer.from(deflate, 'base64'), {
      maxOutputLength: Math.max(1, length),
      chunkSize: Math.max(64, length),
    });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw new Error(`deflate does not unpack to ${length} bytes`, { cause });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
