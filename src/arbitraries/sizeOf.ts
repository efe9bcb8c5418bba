import type { WireValue } from '../wire/index.js';

/** About how many bytes a value takes on the wire: header widths are guessed, contents counted. */
export function sizeOf(value: WireValue): number {
  switch (value.kind) {
    case 'nil':
    case 'bool':
      return 1;
    case 'int':
    case 'float':
      return 5;
    case 'str':
    case 'bin':
    case 'ext':
    case 'raw':
      return 2 + value.bytes.length;
    case 'array': {
      let size = 3;
      for (const item of value.items) size += sizeOf(item);
      return size;
    }
    case 'map': {
      let size = 3;
      for (const [key, item] of value.entries) size += sizeOf(key) + sizeOf(item);
      return size;
    }
  }
}
