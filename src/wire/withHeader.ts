import {
  ARRAY_FORMS,
  BIN_FORMS,
  EXT_FORMS,
  FIXEXT_OPCODES,
  INT_FORMS,
  MAP_FORMS,
  STR_FORMS,
  type LengthForm,
} from './forms.js';
import type { WireValue } from './value.js';

/** The value with the header it was read with, unless that is the one the encoder would choose anyway. */
export function withHeader(value: WireValue, opcode: number, within: number): WireValue {
  switch (value.kind) {
    case 'int': {
      const form = INT_FORMS.find((each) => each.opcode === opcode);
      if (form === undefined) return value;
      const shortest = INT_FORMS.find(({ min, max }) => value.value >= min && value.value <= max);
      return form === shortest ? value : { ...value, header: form.name };
    }
    case 'str':
      return longer(value, STR_FORMS, opcode, value.bytes.length);
    case 'bin':
      return longer(value, BIN_FORMS, opcode, value.bytes.length);
    case 'array':
      return longer(value, ARRAY_FORMS, opcode, within);
    case 'map':
      return longer(value, MAP_FORMS, opcode, within / 2);
    case 'ext': {
      if (FIXEXT_OPCODES.has(value.bytes.length) && opcode < 0xd4) {
        const form = EXT_FORMS.find((each) => each.opcode === opcode);
        return form === undefined ? value : { ...value, header: form.name };
      }
      return opcode >= 0xd4 ? value : longer(value, EXT_FORMS, opcode, value.bytes.length);
    }
    case 'nil':
    case 'bool':
    case 'float':
    case 'raw':
      return value;
  }
}

function longer<Value extends WireValue, Header extends string>(
  value: Value,
  forms: readonly LengthForm<Header>[],
  opcode: number,
  length: number,
): Value {
  const form = forms.find((each) => each.opcode === opcode);
  const shortest = forms.find(({ max }) => length <= max);
  return form === undefined || form === shortest ? value : { ...value, header: form.name };
}
