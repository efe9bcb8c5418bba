/**
 * The bytes of base64 text in its one canonical form: the standard alphabet, padded, no bits left over, nothing else;
 * null for any other text.
 */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  // The decoder skips what it does not know, so only the way back tells.
  return bytes.toString('base64') === text ? bytes : null;
}
