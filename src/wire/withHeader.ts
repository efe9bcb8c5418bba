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

/**
 * The value with the header it was read with, unless that is the one the encoder would choose anyway. Each is written
 * out: a spread with one more member takes twice the memory, which a frame may ask for at every third byte.
 */
export function withHeader(value: WireValue, opcode: number, within: number): WireValue {
  switch (value.kind) {
    case 'int': {
      const form = INT_FORMS.find((each) => each.opcode === opcode);
      if (form === undefined) return value;
      const shortest = INT_FORMS.find(({ min, max }) => value.value >= min && value.value <= max);
      return form === shortest ? value : { kind: 'int', value: value.value, header: form.name };
    }
    case 'str': {
      const header = longer(STR_FORMS, opcode, value.bytes.length);
      return header === null ? value : { kind: 'str', bytes: value.bytes, header };
    }
    case 'bin': {
      const header = longer(BIN_FORMS, opcode, value.bytes.length);
      return header === null ? value : { kind: 'bin', bytes: value.bytes, header };
    }
    case 'array': {
      const header = longer(ARRAY_FORMS, opcode, within);
      return header === null ? value : { kind: 'array', items: value.items, header };
    }
    case 'map': {
      const header = longer(MAP_FORMS, opcode, within / 2);
      return header === null ? value : { kind: 'map', entries: value.entries, header };
    }
    case 'ext': {
      if (opcode >= 0xd4) return value;
      const header = FIXEXT_OPCODES.has(value.bytes.length)
        ? (EXT_FORMS.find((each) => each.opcode === opcode)?.name ?? null)
        : longer(EXT_FORMS, opcode, value.bytes.length);
      return header === null ? value : { kind: 'ext', code: value.code, bytes: value.bytes, header };
    }
    case 'nil':
    case 'bool':
    case 'float':
    case 'raw':
      return value;
  }
}

/** The header of that opcode, where it is not the shortest; null: it is. */
function longer<Header extends string>(
  forms: readonly LengthForm<Header>[],
  opcode: number,
  length: number,
): Header | null {
  const form = forms.find((each) => each.opcode === opcode);
  const shortest = forms.find(({ max }) => length <= max);
  return form === undefined || form === shortest ? null : form.name;
}
