const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How long a text is worth reading byte by byte: calling the decoder costs as much as some twenty bytes. */
const SHORT = 24;

/** The text of UTF-8 bytes, a leading byte order mark included; null when they are ill-formed. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.length <= SHORT) {
    const ascii = asciiOf(bytes);
    if (ascii !== null) return ascii;
  }
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function asciiOf(bytes: Uint8Array): string | null {
  let text = '';
  for (const byte of bytes) {
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
