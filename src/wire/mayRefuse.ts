import type { LossName } from './fidelity.js';
import type { WireValue } from './value.js';

/** Whether a codec with these losses may refuse a value that is well-formed: it holds what the codec does not take. */
export function mayRefuse(value: WireValue, loses: ReadonlySet<LossName>): boolean {
  return loses.has('ext') && holdsExt(value);
}

function holdsExt(root: WireValue): boolean {
  const pending: WireValue[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value.kind === 'ext') return true;
    if (value.kind === 'array') for (const item of value.items) pending.push(item);
    if (value.kind === 'map') for (const [key, held] of value.entries) pending.push(key, held);
  }
  return false;
}
