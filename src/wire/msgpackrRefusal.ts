import type { WireValue } from './value.js';

/** It recurses, and how deep it gets depends on what the engine has compiled so far: this is safely less. */
const MAX_DEPTH = 500;

export interface Refusal {
  readonly kind: 'refused' | 'too-deep';
  readonly text: string;
}

/** Why msgpackr must not be given a value; null: it may have it. */
export function refusalOf(root: WireValue): Refusal | null {
  const pending: { readonly value: WireValue; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    const refusal = refusalOfOne(value);
    if (refusal !== null) return { kind: 'refused', text: refusal };
    if (value.kind !== 'array' && value.kind !== 'map') continue;
    if (depth === MAX_DEPTH) return { kind: 'too-deep', text: `nested more than ${MAX_DEPTH} deep` };
    const held = value.kind === 'array' ? value.items : value.entries.flat();
    for (const inner of held) pending.push({ value: inner, depth: depth + 1 });
  }
  return null;
}

function refusalOfOne(value: WireValue): string | null {
  switch (value.kind) {
    case 'ext':
      return `an ext (code ${value.code}): msgpackr interprets some codes and knows no others`;
    case 'raw':
      return 'raw bytes are no value';
    case 'int':
      return value.value >= -(2n ** 63n) && value.value < 2n ** 64n ? null : 'the int is beyond 64 bits';
    case 'str':
    case 'bin':
      // A typed array of another kind is not written as what it holds.
      return value.bytes instanceof Uint8Array ? null : `the bytes of a ${value.kind} are no Uint8Array`;
    case 'nil':
    case 'bool':
    case 'float':
    case 'array':
    case 'map':
      return null;
  }
}
