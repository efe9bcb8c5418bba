import { isObject } from './place.js';

/**
 * JSON as RFC 8785 has it: keys in the order of their UTF-16 units, no white space, no escape that is not needed. Equal
 * data, equal text, in any language. The data holds no floats: numbers are whole and safe.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  let text = '';
  for (const name of Object.keys(value).toSorted()) {
    text += `${text && ','}${JSON.stringify(name)}:${canonicalJson(value[name])}`;
  }
  return `{${text}}`;
}
