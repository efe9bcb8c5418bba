import { isHarmless } from '../arbitraries/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { Schema } from '../schema/index.js';

/** Null: the frame may go out. Else why not. */
export type Guard = (channel: string, bytes: Uint8Array) => string | null;

/** A real kernel gets only frames that can do no harm, whoever made them; an echo kernel runs nothing it is sent. */
export function guardOf(kernel: KernelKind, host: Schema): Guard {
  if (kernel.answers === 'echo') return () => null;
  return (channel, bytes) => {
    const judged = isHarmless(kernel.schema ?? host, channel, bytes);
    return judged.kind === 'harmless' ? null : judged.because;
  };
}
