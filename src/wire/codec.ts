import type { Decoded } from './decode.js';
import type { LossName } from './fidelity.js';
import type { WireValue } from './value.js';

/** A way from values to bytes and back, with all that it loses named. */
export interface Codec {
  readonly name: string;
  /** @throws WireError when the codec does not take the value: `refused`, `too-deep`, and what `encode` throws */
  readonly encode: (value: WireValue) => Uint8Array;
  /** Never throws. */
  readonly decode: (bytes: Uint8Array) => Decoded;
  /** What a value may lose on the way to bytes and back, whichever half loses it. */
  readonly loses: readonly LossName[];
}
