import type { FaultKind } from '../../wire/index.js';
import type { EchoParts } from '../echo/echoParts.js';

/** A kernel with one planted bug: what proves that an oracle can see anything. */
export interface Mutant {
  /** Kebab-case; what `--mutant` takes. */
  readonly name: string;
  /** The bug, in one sentence. */
  readonly about: string;
  /** The oracle that must catch it. */
  readonly oracle: 'round-trip' | 'fifo' | 'clean-decode-failure' | 'alive' | 'notification';
  /** It only shows when one of these is done to it. Default: messages are enough. */
  readonly faults?: readonly FaultKind[];
  /** Only a kernel that decodes by a schema can have this bug. */
  readonly typed: boolean;
  /** The same parts with one exchanged. */
  plant(healthy: EchoParts): EchoParts;
}
