import { floatOf } from './float.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

/**
 * A value as the text of a JSON document, as msgspec writes it: bytes are base64, minus zero keeps its sign.
 *
 * @param instead - what is written for a value that JSON does not have: a number that is not finite, text that is
 *   ill-formed, an extension, raw bytes; and for a key that is no text, as a text or as what its text is to hold. It may throw.
 */
export function jsonText(value: WireValue, instead: (value: WireValue) => string): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float': {
      const number = floatOf(value.width, value.bits);
      if (!Number.isFinite(number)) return instead(value);
      return Object.is(number, -0) ? '-0.0' : JSON.stringify(number);
    }
    case 'str': {
      const text = textOf(value.bytes);
      return text === null ? instead(value) : JSON.stringify(text);
    }
    case 'bin':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'array':
      return `[${value.items.map((item) => jsonText(item, instead)).join(',')}]`;
    case 'map':
      return `{${value.entries.map(([key, item]) => `${keyText(key, instead)}:${jsonText(item, instead)}`).join(',')}}`;
    case 'ext':
    case 'raw':
      return instead(value);
  }
}

function keyText(key: WireValue, instead: (value: WireValue) => string): string {
  const own = key.kind === 'str' ? jsonText(key, instead) : instead(key);
  return own.startsWith('"') ? own : JSON.stringify(own);
}
