import { floatOf, textOf, type WireValue } from '../../src/wire/index.js';

/** The text of a JSON document that says nearly what a wire value says. */
export function jsonOf(value: WireValue): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float': {
      const number = floatOf(value.width, value.bits);
      return Number.isFinite(number) ? realOf(number) : 'null';
    }
    case 'str':
      return JSON.stringify(textOf(value.bytes) ?? '?');
    case 'bin':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'ext':
      return `1${'0'.repeat(value.bytes.length)}`;
    case 'array':
      return `[${value.items.map(jsonOf).join(',')}]`;
    case 'map':
      return `{${value.entries.map(([key, item]) => `${keyOf(key)}:${jsonOf(item)}`).join(',')}}`;
    case 'raw':
      return '"raw"';
  }
}

function realOf(value: number): string {
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function keyOf(key: WireValue): string {
  const text = jsonOf(key);
  return text.startsWith('"') ? text : JSON.stringify(text);
}
