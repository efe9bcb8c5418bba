import type { Default } from '../schema/index.js';

const WORDS: Readonly<Record<string, string>> = {
  c0: 'null',
  c2: 'false',
  c3: 'true',
  80: '{}',
  90: '[]',
};

/** A default in a few words: `default null`, `default "a"`, `absent by default`. */
export function showDefault(found: Default): string {
  switch (found.kind) {
    case 'unset':
      return 'absent by default';
    case 'opaque':
      return `default ${found.repr}`;
    case 'value':
      return `default ${plain(found.msgpack) ?? `of type ${found.python}`}`;
    case 'factory':
      return found.fixed
        ? `default ${plain(found.msgpack) ?? `made by ${found.name}`}`
        : `default made by ${found.name}`;
  }
}

/** The values that defaults mostly are; null for all others. */
function plain(msgpack: string): string | null {
  const bytes = Buffer.from(msgpack, 'hex');
  const first = bytes.readUInt8(0);
  if (first <= 0x7f) return String(first);
  if (first >= 0xe0) return String(first - 0x100);
  if (first >= 0xa0 && first <= 0xbf) return JSON.stringify(bytes.toString('utf8', 1));
  if (first === 0xcb && bytes.length === 9) return String(bytes.readDoubleBE(1));
  if (first >= 0xcc && first <= 0xce && bytes.length > 1)
    return String(bytes.readUIntBE(1, bytes.length - 1));
  return WORDS[msgpack] ?? null;
}
