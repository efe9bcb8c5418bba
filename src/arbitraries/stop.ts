import { encode, type WireValue } from '../wire/index.js';

/** The tag of the command that ends a kernel, by the kernel contract. */
const STOP_TAG = 'stop-kernel';
/** The tag, and the class that stands for it in a pickle. */
const STOP_BYTES = [Buffer.from(STOP_TAG), Buffer.from('StopKernelCommand')];

export function isStopTag(tag: string | null): boolean {
  return tag === STOP_TAG;
}

/**
 * Whether a frame could end the kernel: whether the tag or the class of the stop command stands in it anywhere, in whatever form,
 * however broken the rest. More than would really stop it; never less.
 */
export function isStop(frame: Uint8Array): boolean {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  return STOP_BYTES.some((stop) => bytes.includes(stop));
}

/** The same of a value that is not encoded yet. @throws WireError when it cannot be encoded */
export function isStopValue(value: WireValue): boolean {
  return isStop(encode(value));
}
