/** The opcodes of Python's pickle that are written here, or understood. */
export const OP = {
  mark: 0x28,
  emptyTuple: 0x29,
  stop: 0x2e,
  binBytes: 0x42,
  shortBinBytes: 0x43,
  binFloat: 0x47,
  binInt: 0x4a,
  binInt1: 0x4b,
  binInt2: 0x4d,
  none: 0x4e,
  reduce: 0x52,
  binUnicode: 0x58,
  emptyList: 0x5d,
  append: 0x61,
  build: 0x62,
  appends: 0x65,
  setItem: 0x73,
  tuple: 0x74,
  setItems: 0x75,
  emptyDict: 0x7d,
  proto: 0x80,
  newObj: 0x81,
  ext1: 0x82,
  ext2: 0x83,
  ext4: 0x84,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  newTrue: 0x88,
  newFalse: 0x89,
  long1: 0x8a,
  shortBinUnicode: 0x8c,
  binUnicode8: 0x8d,
  binBytes8: 0x8e,
  stackGlobal: 0x93,
  memoize: 0x94,
  frame: 0x95,
} as const;

/** Every opcode that some Python has, protocols 0 to 5: no other byte goes on. */
const KNOWN = new Set([
  ...Buffer.from('(.012FIJKLMNPQRSTUVXabcd}eghijl]opqrst)uGBC', 'latin1'),
  ...Array.from({ length: 0x98 - 0x80 + 1 }, (_, at) => 0x80 + at),
]);

/** Whether a byte is an opcode at all; at any other Python stops with an error. */
export function isOpcode(byte: number): boolean {
  return KNOWN.has(byte);
}

/** POP, POP_MARK, DUP, BINPERSID, DICT, LIST, OBJ, ADDITEMS, FROZENSET, NEWOBJ_EX. */
const TAKERS = new Set([...Buffer.from('012Qdlo', 'latin1'), 0x90, 0x91, 0x92]);

/** Whether an opcode that is not of the closed list takes something from the stack: on an empty one it is an error. */
export function takesFrom(byte: number): boolean {
  return TAKERS.has(byte);
}

/** The opcode for people: `R (0x52)`. */
export function opcodeName(byte: number): string {
  const found = Object.entries(OP).find(([, code]) => code === byte)?.[0];
  const code = `0x${byte.toString(16).padStart(2, '0')}`;
  return found === undefined ? code : `${found} (${code})`;
}
