/** Bytes as a string of the characters U+0000 to U+00FF: a cheap key for maps, and what the grammars read. */
export function byteText(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  if (end - start > SHORT) {
    return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  }
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

/** How long a text is worth building byte by byte. */
const SHORT = 24;

/** Whether `bytes`, from `start` on for `size` bytes, are exactly `expected`. */
export function stands(expected: Uint8Array, bytes: Uint8Array, start: number, size: number): boolean {
  if (expected.length !== size) return false;
  for (let i = 0; i < size; i++) if (expected[i] !== bytes[start + i]) return false;
  return true;
}
