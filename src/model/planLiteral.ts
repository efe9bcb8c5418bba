import type { Literal } from '../schema/index.js';
import { bool, int, nil, text, type WireValue } from '../wire/index.js';
import { byteText } from './byteText.js';

/** What a literal is looked up by; see {@link Members}. */
export function keyOf(literal: Literal): string | number | bigint {
  if (literal.kind === 'int') {
    const value = Number(literal.value);
    return Number.isSafeInteger(value) ? value : BigInt(literal.value);
  }
  return literal.kind === 'str' ? byteText(Buffer.from(literal.value)) : literal.kind;
}

/** A literal as it is written again. */
export function written(literal: Literal): WireValue {
  switch (literal.kind) {
    case 'nil':
      return nil;
    case 'bool':
      return bool(literal.value);
    case 'int':
      return int(BigInt(literal.value));
    case 'str':
      return text(literal.value);
  }
}
