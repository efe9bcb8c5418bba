import type { Literal } from '../schema/index.js';
import { bool, int, nil, text } from './construct.js';
import type { WireValue } from './value.js';

/** What a value that an enumeration or a literal lists is on the wire. */
export function literal(value: Literal): WireValue {
  switch (value.kind) {
    case 'str':
      return text(value.value);
    case 'int':
      return int(BigInt(value.value));
    case 'bool':
      return bool(value.value);
    case 'nil':
      return nil;
  }
}
