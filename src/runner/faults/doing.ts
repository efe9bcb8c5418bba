import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultKind } from '../../wire/index.js';
import type { Course } from '../execution/course.js';
import type { Dispatch } from '../execution/dispatch.js';

/** What the doing of one fault has to do with. */
export interface Doing {
  readonly course: Course;
  readonly dispatch: Dispatch;
  /** The sender among whose messages the fault stands. */
  readonly sender: number;
  /** The step of the case, by index. */
  readonly step: number;
  /** To be called just before the damage is done: it is then part of the history. */
  readonly begins: () => void;
}

/** What came of it: done and over; it lasts until `over`, which never rejects; or it could not be done. */
export type Effect =
  | { readonly kind: 'done' }
  | { readonly kind: 'lasts'; readonly over: Promise<void> }
  | { readonly kind: 'left-out'; readonly because: string };

export const DONE: Effect = { kind: 'done' };

export function lasts(over: Promise<void>): Effect {
  return { kind: 'lasts', over };
}

/** It lasts so many milliseconds, and what ends it. */
export function lastsFor(ms: number, end: () => void | Promise<void>): Effect {
  const over = async (): Promise<void> => {
    await delay(ms);
    await end();
  };
  return lasts(over());
}

export function leftOut(fault: Fault, because: string): Effect {
  return { kind: 'left-out', because: `${fault.kind}: ${because}` };
}

export type Does<Kind extends FaultKind> = (
  fault: Extract<Fault, { kind: Kind }>,
  doing: Doing,
) => Promise<Effect>;
