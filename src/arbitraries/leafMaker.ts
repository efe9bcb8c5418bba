import { bool, nil, str, type WireValue } from '../wire/index.js';
import type { Literal, Type } from '../schema/index.js';
import { anyExt, anyValue } from './anyValue.js';
import { anyBuffer, bytesOfLength } from './buffers.js';
import { anyFloat, floatsWithin } from './floats.js';
import { anyInt, intRange, intWithin } from './integers.js';
import type { Maker } from './making.js';
import { plainText, textOfLength } from './texts.js';
import { dateText, datetimeValue, decimalText, durationText, timeText, uuidValue } from './timeTexts.js';

/** What stands for no limit at all: long before it, other limits are met. */
const LENGTH_UNBOUNDED = 1_000_000;

const utf8 = new TextEncoder();

/** A type that holds no others. */
type LeafType = Exclude<Type, { kind: 'list' | 'set' | 'sequence' | 'tuple' | 'dict' | 'union' | 'ref' }>;

/** Numbers that fit the bounds of a type, and text and bytes that fit its lengths. */
export function leafMaker(type: LeafType): Maker {
  switch (type.kind) {
    case 'any':
    case 'raw':
    case 'custom':
      return (making) => making.style.any?.(making) ?? anyValue(making.draw);
    case 'nil':
      return () => nil;
    case 'bool':
      return ({ draw }) => bool(draw.chance(1, 2));
    case 'int':
      return intMaker(type);
    case 'float':
      return floatMaker(type);
    case 'str':
      return textMaker(type);
    case 'bytes':
      return bytesMaker(type);
    case 'literal':
    case 'enum': {
      const values = type.values.map(literalValue);
      return ({ draw }) => (values.length === 0 ? nil : draw.pick(values));
    }
    case 'ext':
      return ({ draw }) => anyExt(draw);
    case 'datetime':
      return ({ draw }) => datetimeValue(draw, type.zone);
    case 'time':
      return ({ draw }) => timeText(draw, type.zone);
    case 'date':
      return ({ draw }) => dateText(draw);
    case 'timedelta':
      return ({ draw }) => durationText(draw);
    case 'uuid':
      return ({ draw }) => uuidValue(draw);
    case 'decimal':
      return ({ draw }) => decimalText(draw);
  }
}

function intMaker(type: Type & { kind: 'int' }): Maker {
  const bounded = [type.gt, type.ge, type.lt, type.le, type.multipleOf].some((bound) => bound !== undefined);
  if (!bounded) return (making) => making.style.int?.(making) ?? anyInt(making.draw);
  const within = intRange(type);
  if (within === null) return () => nil;
  return ({ draw }) => intWithin(draw, within.low, within.high, within.step);
}

function floatMaker(type: Type & { kind: 'float' }): Maker {
  const bounded = [type.gt, type.ge, type.lt, type.le, type.multipleOf].some((bound) => bound !== undefined);
  if (!bounded) return (making) => making.style.float?.(making) ?? anyFloat(making.draw);
  const values = floatsWithin(type);
  return ({ draw }) => (values.length === 0 ? nil : draw.pick(values));
}

function textMaker({ minLength = 0, maxLength }: Type & { kind: 'str' }): Maker {
  if (minLength === 0 && maxLength === undefined) {
    return (making) => making.style.text?.(making) ?? plainText(making.draw);
  }
  return ({ draw }) => textOfLength(draw, minLength, maxLength ?? LENGTH_UNBOUNDED);
}

function bytesMaker({ minLength = 0, maxLength }: Type & { kind: 'bytes' }): Maker {
  if (minLength === 0 && maxLength === undefined) {
    return (making) => making.style.bytes?.(making) ?? anyBuffer(making.draw);
  }
  return ({ draw }) => bytesOfLength(draw, minLength, maxLength ?? LENGTH_UNBOUNDED);
}

export function literalValue(literal: Literal): WireValue {
  switch (literal.kind) {
    case 'str':
      return str(utf8.encode(literal.value));
    case 'int':
      return { kind: 'int', value: BigInt(literal.value) };
    case 'bool':
      return bool(literal.value);
    case 'nil':
      return nil;
  }
}
