import type { Schema, Type } from '../schema/index.js';
import { encode, type WireValue } from '../wire/index.js';
import { predict } from './predict.js';

const ANSWERS = { value: 'yes', refused: 'no', ask: 'unknown' } as const;

/**
 * Whether a typed decoder takes this value for one of the type; `unknown` where only Python can know.
 *
 * @throws WireError when the value cannot be encoded
 */
export function conforms(schema: Schema, type: Type, value: WireValue): 'yes' | 'no' | 'unknown' {
  return ANSWERS[predict(schema, type, encode(value)).kind];
}
