/** The first `limit` bytes in hexadecimal, and how many there are when that is not all of them. */
export function hex(bytes: Uint8Array, limit: number = 32): string {
  const shown = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(limit, bytes.length)).toString('hex');
  return bytes.length <= limit ? shown : `${shown}... (${bytes.length} bytes)`;
}
