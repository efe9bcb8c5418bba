import { isHarmless, isHarmlessToHost } from '../arbitraries/index.js';
import type { KernelKind } from '../kernels/index.js';
import { isUnchecked } from '../model/index.js';
import { bareChannel, type Schema } from '../schema/index.js';

/** Null: the frame may go out. Else why not. */
export type Guard = (channel: string, bytes: Uint8Array) => string | null;

/**
 * A real kernel gets only frames that can do no harm, whoever made them; an echo kernel runs nothing it is sent.
 *
 * @param unchecked - also what the kernel takes unread though its types forbid it (in a pickle): most of that ends
 * the kernel, so that nothing else could be seen any more. Default false: it is kept back, and counted
 */
export function guardOf(kernel: KernelKind, host: Schema, unchecked: boolean = false): Guard {
  if (kernel.answers === 'echo') return () => null;
  const schema = kernel.schema ?? host;
  return (name, bytes) => {
    const channel = kernel.sessions === undefined ? name : bareChannel(name);
    const judged =
      kernel.sessions === undefined || channel !== name
        ? isHarmless(schema, channel, bytes)
        : isHarmlessToHost(schema, channel, bytes);
    if (judged.kind === 'refused') return judged.because;
    const to = schema.channels.find((one) => one.name === channel);
    return !unchecked && to !== undefined && isUnchecked(schema, to, bytes) ? UNCHECKED : null;
  };
}

const UNCHECKED =
  'its types forbid what it holds, and this release checks no pickle (run --unchecked sends it all the same)';
