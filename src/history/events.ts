import type { Fault } from '../wire/index.js';

/** What happened while one case ran: append-only, each with `at`, milliseconds since the case began. */
export type Event =
  | SentEvent
  | ReceivedEvent
  | TappedEvent
  | LogEvent
  | FaultEvent
  | FaultOverEvent
  | TakenEvent
  | ForeignEvent
  | ExitEvent
  | DeadlineEvent;

/** A frame was handed to the socket. Not proof of delivery. */
export interface SentEvent {
  readonly kind: 'sent';
  readonly at: number;
  readonly channel: string;
  /** Counts the frames of this channel since the kernel started, from 0; those that somebody else took are not counted. */
  readonly seq: number;
  /** Why it was sent: a step of the case (by index), a probe of the host's own, or its request to stop (the last frame). */
  readonly origin:
    { readonly kind: 'step'; readonly step: number } | { readonly kind: 'probe' } | { readonly kind: 'stop' };
  readonly bytes: Uint8Array;
}

/** A frame arrived from the kernel. */
export interface ReceivedEvent {
  readonly kind: 'received';
  readonly at: number;
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/** A tap in the kernel reported what its decoder understood of a frame, in the form of the kernel contract. */
export interface TappedEvent {
  readonly kind: 'tapped';
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** A line the kernel wrote to stdout or stderr (cut at 2,000 characters, and said so). */
export interface LogEvent {
  readonly kind: 'log';
  readonly at: number;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** The host did damage, as a step of the case says. */
export interface FaultEvent {
  readonly kind: 'fault';
  readonly at: number;
  /** The step of the case, by index. */
  readonly step: number;
  readonly fault: Fault;
}

/** What lasted is over; from now on the kernel has to be as good as before. */
export interface FaultOverEvent {
  readonly kind: 'fault-over';
  readonly at: number;
  /** The step of its beginning. */
  readonly step: number;
}

/** Somebody else took the frame that was sent last on this channel: the kernel never saw it, and does not count it. */
export interface TakenEvent {
  readonly kind: 'taken';
  readonly at: number;
  readonly channel: string;
  readonly seq: number;
}

/** Somebody else said this on a channel from the kernel. */
export interface ForeignEvent {
  readonly kind: 'foreign';
  readonly at: number;
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/** The kernel's process ended. */
export interface ExitEvent {
  readonly kind: 'exit';
  readonly at: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** The host had asked it to stop, or ended it. */
  readonly wanted: boolean;
}

/** The host gave up waiting for something. */
export interface DeadlineEvent {
  readonly kind: 'deadline';
  readonly at: number;
  /** What it waited for, for a person. */
  readonly awaited: string;
  readonly afterMs: number;
}

export type History = readonly Event[];
