import { str, type WireValue } from '../wire/index.js';

const TEXT = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** A UUID from its 16 bytes, as it is written again. */
export function uuidOfBytes(bytes: Uint8Array): WireValue {
  return canonical(Buffer.from(bytes).toString('hex'));
}

/** A UUID from text with all hyphens or none; null when it is none. */
export function uuidOfText(text: string): WireValue | null {
  return TEXT.test(text) ? canonical(text.replaceAll('-', '').toLowerCase()) : null;
}

function canonical(hex: string): WireValue {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return str(Buffer.from(parts.join('-')));
}
