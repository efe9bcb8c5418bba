import type { Default, RecordType } from '../src/schema/index.js';
import type { Tape } from './tape.js';

/** A default such as fields of this flavour have, as a tape has it. */
export function anyDefault(flavour: RecordType['flavour'], tape: Tape): Default {
  if (flavour === 'typed-dict' || (flavour === 'struct' && tape.rarely(6))) return { kind: 'unset' };
  if (flavour !== 'named-tuple' && tape.rarely(3)) {
    return tape.pick<Default>([
      { kind: 'factory', name: 'list', fixed: true, msgpack: '90' },
      { kind: 'factory', name: 'dict', fixed: true, msgpack: '80' },
      { kind: 'factory', name: 'set', fixed: true, msgpack: '90' },
    ] as const);
  }
  const [msgpack, python] = tape.pick(PRESETS);
  const value = { kind: 'value', msgpack, python } as const;
  // The plain default of a dataclass stays with the class.
  return flavour === 'dataclass' ? { kind: 'unset', reads: value } : value;
}

const PRESETS: readonly [Preset, ...Preset[]] = [
  ['c0', 'NoneType'],
  ['07', 'int'],
  ['ce000186a0', 'int'],
  ['a0', 'str'],
  ['a165', 'str'],
  ['a46c6f6e67', 'str'],
  ['c2', 'bool'],
  ['cb3ff0000000000000', 'float'],
  ['c400', 'bytes'],
  ['90', 'tuple'],
];

type Preset = readonly [msgpack: string, python: string];
