import type { KernelKind } from '../kernels/index.js';
import type { Schema } from '../schema/index.js';
import { confirm, isBelieved } from './confirm.js';
import { findingSignature } from './findingSignature.js';
import { guardOf } from './guardOf.js';
import type { Sighting } from './investigate.js';
import { Lab } from './lab.js';

/**
 * Whether another kernel has a finding too: its case run alone on fresh ones, with the same signature.
 *
 * @param schema what the case was made from
 * @throws RunnerError of kind `out-of-time` when `over` is aborted; KernelError when it cannot be started
 */
export async function reproduces(
  { steps, violation }: Omit<Sighting, 'past'>,
  kernel: KernelKind,
  schema: Schema,
  over: AbortSignal,
): Promise<boolean> {
  const signature = findingSignature(violation, steps);
  const lab = new Lab(kernel, schema, guardOf(kernel, schema, true), over);
  return isBelieved(await confirm(lab, { steps }, (other) => findingSignature(other, steps) === signature));
}
