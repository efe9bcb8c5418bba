import { floatOf, textOf, type WireValue } from '../wire/index.js';
import { KernelError } from './kernelError.js';

/**
 * A value as the text of a JSON document; bytes are base64, as msgspec writes them.
 *
 * @throws KernelError `bad-schema` for what JSON does not have
 */
export function jsonText(value: WireValue): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return numberText(floatOf(value.width, value.bits));
    case 'str':
      return JSON.stringify(textOf(value.bytes));
    case 'bin':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'array':
      return `[${value.items.map(jsonText).join(',')}]`;
    case 'map':
      return `{${value.entries.map(([key, item]) => `${keyText(key)}:${jsonText(item)}`).join(',')}}`;
    case 'ext':
    case 'raw':
      throw notJson(value.kind);
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw notJson(String(value));
  return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
}

function keyText(key: WireValue): string {
  if (key.kind !== 'str') throw notJson(`a key of the kind ${key.kind}`);
  return jsonText(key);
}

function notJson(got: string): KernelError {
  return new KernelError('bad-schema', `Made a JSON document: expected types that JSON has, got ${got}.`);
}
