import type { WireValue } from './value.js';

/** One generated input: plain data, in the order of sending. It replays without the generators that made it. */
export interface Case {
  readonly steps: readonly Step[];
}

export type Step = SendStep;

/** Send one frame, `times` times over. */
export interface SendStep {
  readonly kind: 'send';
  readonly channel: string;
  /** Steps of one sender keep their order; different senders run at once. */
  readonly sender: number;
  /** What the arbitrary meant to write, by the name of its shape: a label for reports, never what is judged by. */
  readonly shape: string;
  /** The tag that the arbitrary started from; null for input text and for bytes that belong to no tag. */
  readonly tag: string | null;
  readonly value: WireValue;
  /** At least 1. */
  readonly times: number;
}
