import { encode, type WireValue } from '../wire/index.js';

/** The tag of the command that ends a kernel, by the kernel contract. */
const STOP_TAG = 'stop-kernel';
const STOP_BYTES = Buffer.from(STOP_TAG);

export function isStopTag(tag: string | null): boolean {
  return tag === STOP_TAG;
}

/**
 * Whether a frame could end the kernel: whether the tag of the stop command stands in it anywhere, in whatever form,
 * however broken the rest. More than would really stop it; never less.
 */
export function isStop(frame: Uint8Array): boolean {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).includes(STOP_BYTES);
}

/** The same of a value that is not encoded yet. @throws WireError when it cannot be encoded */
export function isStopValue(value: WireValue): boolean {
  return isStop(encode(value));
}
