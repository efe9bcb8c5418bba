import type { Fault } from './fault.js';
import type { WireValue } from './value.js';

/** One generated input: plain data, in the order of sending. It replays without the generators that made it. */
export interface Case {
  readonly steps: readonly Step[];
}

/** A case without faults. */
export interface SendCase extends Case {
  readonly steps: readonly SendStep[];
}

export type Step = SendStep | FaultStep;

/** Send one frame, `times` times over: a message, or with `more` a part of one. */
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
  /**
   * The message does not end with this frame: the next frame of this sender belongs to it, where that goes out on the
   * same channel. Default: it ends.
   */
  readonly more?: true;
  /** How long after the step before it of its sender, in milliseconds: when that has had its effect. Default: at once. */
  readonly afterMs?: number;
}

/** Damage done on purpose, at its place among the messages of its sender. */
export interface FaultStep {
  readonly kind: 'fault';
  readonly sender: number;
  /** How long after the step before it, in milliseconds: in the middle of what the kernel does with that. */
  readonly afterMs: number;
  readonly fault: Fault;
}

/** The message at this index; undefined where there is none, or a fault. */
export function sendAt({ steps }: Case, index: number): SendStep | undefined {
  const step = steps[index];
  return step?.kind === 'send' ? step : undefined;
}

/** The messages among the steps. */
export function sendsIn(steps: readonly Step[]): readonly SendStep[] {
  return steps.filter((step) => step.kind === 'send');
}

/** The faults among the steps. */
export function faultsIn(steps: readonly Step[]): readonly FaultStep[] {
  return steps.filter((step) => step.kind === 'fault');
}
