import { shippedMarimoReleases, shippedMarimoSchema } from '../../src/kernels/index.js';
import type { Snapshot } from '../../src/schema/index.js';

/** Every snapshot that comes with the package, in the order of the releases. */
export const snapshots: readonly Snapshot[] = shippedMarimoReleases().map(shippedMarimoSchema);
