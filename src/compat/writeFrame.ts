import type { Codec } from '../schema/index.js';
import { bin, encode, floatOf, pickledBytes, textOf, type WireValue } from '../wire/index.js';

/** The bytes of a frame that says this, as msgspec's encoder writes them; null: this codec cannot, or is not written here. */
export function writeFrame(value: WireValue, codec: Codec): Uint8Array | null {
  switch (codec) {
    case 'msgpack':
      return encode(value);
    case 'json':
      return jsonBytes(value);
    case 'json-in-msgpack-bin': {
      const document = jsonBytes(value);
      return document && encode(bin(document));
    }
    case 'json-in-pickle': {
      const document = jsonBytes(value);
      return document && pickledBytes(document);
    }
    case 'utf8':
      return value.kind === 'str' ? value.bytes : null;
    case 'pickle':
      return null;
  }
}

function jsonBytes(value: WireValue): Uint8Array | null {
  const json = jsonText(value);
  return json === null ? null : new Uint8Array(Buffer.from(json));
}

function jsonText(value: WireValue): string | null {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(floatOf(value.width, value.bits));
    case 'str':
      return quoted(value.bytes);
    case 'array':
      return enclosed('[', value.items.map(jsonText), ']');
    case 'map':
      return enclosed('{', value.entries.map(entryText), '}');
    case 'bin':
    case 'ext':
    case 'raw':
      return null;
  }
}

function entryText([key, value]: readonly [WireValue, WireValue]): string | null {
  const shown = jsonText(value);
  if (shown === null) return null;
  if (key.kind === 'str') return `${quoted(key.bytes)}:${shown}`;
  return key.kind === 'int' || key.kind === 'float' ? `"${jsonText(key)}":${shown}` : null;
}

function enclosed(start: string, parts: readonly (string | null)[], end: string): string | null {
  return parts.includes(null) ? null : `${start}${parts.join(',')}${end}`;
}

function quoted(bytes: Uint8Array): string | null {
  const text = textOf(bytes);
  return text === null ? null : JSON.stringify(text);
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const size = Math.abs(value);
  if (size >= 1e16 || (size !== 0 && size < 1e-5)) return value.toExponential().replace('+', '');
  const text = Object.is(value, -0) ? '-0' : String(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}
