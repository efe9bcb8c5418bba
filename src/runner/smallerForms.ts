import type { WireValue } from '../wire/index.js';

/** Up to this many children (or bytes), each is tried alone; above, only heads and tails are. */
const ONE_BY_ONE_MAX = 48;

const NIL: WireValue = { kind: 'nil' };
const ONE_BITS = 0x3ff0000000000000n;

/**
 * Smaller forms of one node, the most drastic first. Each is smaller by a well-founded measure (kind, then size, then
 * plainness), so that taking one again and again comes to an end.
 *
 * @param lift whether a child may take the place of its parent, which moves the failure to another path
 */
export function* smallerForms(node: WireValue, lift: boolean): Generator<WireValue> {
  if (node.kind !== 'nil') yield NIL;
  if (lift) yield* lifted(node);
  yield* plainHeader(node);
  switch (node.kind) {
    case 'nil':
      return;
    case 'bool':
      if (node.value) yield { kind: 'bool', value: false };
      return;
    case 'int':
      yield* smallerInts(node);
      return;
    case 'float':
      yield* plainerFloats(node);
      return;
    case 'str':
    case 'bin':
    case 'ext':
    case 'raw':
      for (const bytes of fewerBytes(node.bytes)) yield { ...node, bytes };
      if (node.kind !== 'raw') yield* plainerBytes(node);
      return;
    case 'array':
      for (const items of fewerItems(node.items)) yield { ...node, items };
      return;
    case 'map':
      for (const entries of fewerItems(node.entries)) yield { ...node, entries };
      return;
  }
}

/** The children of a node in the order of the wire: items, or key, value, key, value. */
export function childrenOf(node: WireValue): readonly WireValue[] {
  if (node.kind === 'array') return node.items;
  if (node.kind === 'map') return node.entries.flat();
  return [];
}

/** The same container with another child at `index` (as {@link childrenOf} counts). */
export function withChild(node: WireValue, index: number, child: WireValue): WireValue {
  if (node.kind === 'array') return { ...node, items: node.items.with(index, child) };
  if (node.kind !== 'map') return node;
  const at = index >> 1;
  const entry = node.entries[at];
  if (entry === undefined) return node;
  return { ...node, entries: node.entries.with(at, index % 2 === 0 ? [child, entry[1]] : [entry[0], child]) };
}

function* lifted(node: WireValue): Generator<WireValue> {
  const children = childrenOf(node);
  if (children.length === 0) return;
  const spine: WireValue[] = [];
  for (let inner: WireValue | undefined = node; inner !== undefined; inner = childrenOf(inner).at(-1)) {
    spine.push(inner);
  }
  for (let depth = spine.length >> 1; depth > 1; depth >>= 1) {
    const inner = spine[depth];
    if (inner !== undefined) yield inner;
  }
  yield* children.slice(0, ONE_BY_ONE_MAX);
}

function* plainHeader(node: WireValue): Generator<WireValue> {
  if ('declared' in node && node.declared !== undefined) {
    const { declared: _, ...honest } = node;
    yield honest;
  }
  if ('header' in node && node.header !== undefined) {
    const { header: _, ...shortest } = node;
    yield shortest;
  }
}

function* smallerInts(node: WireValue & { kind: 'int' }): Generator<WireValue> {
  const { value } = node;
  const size = value < 0n ? -value : value;
  for (let cut = size; cut > 0n; cut >>= 1n) {
    yield { kind: 'int', value: value < 0n ? value + cut : value - cut };
  }
  if (value < 0n) yield { kind: 'int', value: size };
}

function* plainerFloats(node: WireValue & { kind: 'float' }): Generator<WireValue> {
  const plain = [0n, ONE_BITS];
  const rank = node.width === 64 ? plain.indexOf(node.bits) : -1;
  for (const bits of rank === -1 ? plain : plain.slice(0, rank)) yield { kind: 'float', width: 64, bits };
  const doubled = node.width === 32 ? doubleBits(node.bits) : node.bits;
  if (node.width === 32) yield { kind: 'float', width: 64, bits: doubled };
  const isNaN =
    (doubled & 0x7ff0000000000000n) === 0x7ff0000000000000n && (doubled & 0xfffffffffffffn) !== 0n;
  const quiet = node.width === 64 ? 0x7ff8000000000000n : 0x7fc00000n;
  if (isNaN && node.bits !== quiet) yield { ...node, bits: quiet };
}

function doubleBits(bits: bigint): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, Number(bits));
  view.setFloat64(0, view.getFloat32(0));
  return view.getBigUint64(0);
}

/** Without its first or last part, from all of it down to one; then, where they are few, without each one. */
function* fewerItems<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let cut = items.length; cut > 0; cut >>= 1) {
    yield items.slice(0, items.length - cut);
    if (cut < items.length) yield items.slice(cut);
  }
  if (items.length > ONE_BY_ONE_MAX) return;
  for (let at = 1; at < items.length - 1; at += 1) yield items.toSpliced(at, 1);
}

function* fewerBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (let cut = bytes.length; cut > 0; cut >>= 1) {
    yield bytes.subarray(0, bytes.length - cut);
    if (cut < bytes.length) yield bytes.subarray(cut);
  }
  if (bytes.length > ONE_BY_ONE_MAX) return;
  for (let at = 1; at < bytes.length - 1; at += 1) {
    yield Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
  }
}

/** All `a` for text, all zero for the rest. */
function* plainerBytes(node: WireValue & { kind: 'str' | 'bin' | 'ext' }): Generator<WireValue> {
  const plain = node.kind === 'str' ? 0x61 : 0;
  if (node.bytes.some((byte) => byte !== plain)) {
    yield { ...node, bytes: new Uint8Array(node.bytes.length).fill(plain) };
    if (node.bytes.length > ONE_BY_ONE_MAX) return;
    for (let at = 0; at < node.bytes.length; at += 1) {
      if (node.bytes[at] !== plain) yield { ...node, bytes: node.bytes.with(at, plain) };
    }
  }
}
