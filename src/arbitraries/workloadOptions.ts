import type { Schema } from '../schema/index.js';
import type { ShapeName } from './shape.js';
import type { Swarm } from './swarm.js';

/** What a case is certain to hold. */
export interface Focus {
  readonly channel: string;
  readonly tag: string | null;
  readonly shape: ShapeName;
}

export interface WorkloadOptions {
  readonly schema: Schema;
  readonly swarm: Swarm;
  /** Only these channels; absent: all to the kernel. */
  readonly channels?: readonly string[];
  /** One message (or one crowd) of each of these kinds is in the case, whatever the swarm says. Default: none. */
  readonly focuses?: readonly Focus[];
  /** Messages of a case at the most, a burst of a focus not counted. Default 600; a third of it at the least. */
  readonly messagesMax?: number;
  /** Bytes of a case at the most, about; a large payload of a focus not counted. Default 256 KiB. */
  readonly bytesMax?: number;
  /** For a real kernel: only what `isHarmless` lets through. */
  readonly harmless: boolean;
}
