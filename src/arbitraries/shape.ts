import type { WireValue } from '../wire/index.js';
import type { Making } from './making.js';
import type { Target } from './targets.js';

/** The name of every shape, in the order in which reports list them. */
export const SHAPE_NAMES = [
  'valid',
  'extra-field',
  'extra-nested-field',
  'new-tag',
  'missing-tag',
  'late-tag',
  'retyped-tag',
  'doubled-tag',
  'near-tag',
  'missing-required',
  'retyped-field',
  'renamed-field',
  'shuffled-fields',
  'unknown-member',
  'uneven-lists',
  'non-finite',
  'int-edges',
  'text',
  'ill-formed-text',
  'binary-buffer',
  'unknown-ext',
  'odd-timestamp',
  'large-payload',
  'wide-container',
  'deep-nesting',
  'burst',
  'repeated',
  'concurrent-senders',
  'wrong-channel',
  'wrong-root',
  'array-for-map',
  'swapped-kind',
  'wrong-key',
  'duplicate-keys',
  'non-minimal-width',
  'truncated',
  'trailing-bytes',
  'reserved-byte',
  'lying-length',
  'empty-frame',
] as const;

export type ShapeName = (typeof SHAPE_NAMES)[number];

/** One way in which a peer writes messages: as it should, as a newer or an older one would, or as a broken one would. */
export interface ShapeRule {
  /** One line: what it writes. */
  readonly about: string;
  /** Not meant to be decoded, at least by a typed decoder. */
  readonly hostile: boolean;
  /** Whether there is such a message for this target. */
  readonly fits: (target: Target) => boolean;
  /** Makes the value of one message. */
  readonly make: (making: Making, target: Target) => WireValue;
  /** Where the message is sent, where that is not the channel of the target. */
  readonly channel?: (making: Making, target: Target) => string;
  /** How much rarer it is than its weight says, because it is large; absent: not at all. */
  readonly cost?: number;
  /** How many messages make one of this shape; absent: one. */
  readonly crowd?: Crowd;
}

/** Messages that belong together. */
export interface Crowd {
  readonly min: number;
  readonly max: number;
  /** Senders at the same time, at the most. */
  readonly senders: number;
  /** The messages are those of this target alone, one frame sent again, or of any target of any channel. */
  readonly of: 'one-target' | 'one-frame' | 'all-targets';
}

/** Anything that has a message at all. */
export function always(): boolean {
  return true;
}

/** A record that is written as a map. */
export function isMap({ record }: Target): boolean {
  return record?.layout === 'map';
}

/** A record written as a map, with a tag among its fields. */
export function isTagged(target: Target): boolean {
  return isMap(target) && target.tagField !== null;
}
