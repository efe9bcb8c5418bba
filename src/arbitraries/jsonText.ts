import { floatOf, textOf, type WireValue } from '../wire/index.js';

/** A value as JSON text, as marimo's encoder would write it: bytes as base64, keys as text, no number as null. */
export function jsonText(value: WireValue): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return JSON.stringify(floatOf(value.width, value.bits));
    case 'str':
      return JSON.stringify(textOf(value.bytes) ?? '');
    case 'bin':
    case 'ext':
    case 'raw':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'array':
      return `[${value.items.map(jsonText).join(',')}]`;
    case 'map':
      return `{${value.entries.map(([key, each]) => `${keyText(key)}:${jsonText(each)}`).join(',')}}`;
  }
}

function keyText(key: WireValue): string {
  const own = jsonText(key);
  return own.startsWith('"') ? own : JSON.stringify(own);
}
