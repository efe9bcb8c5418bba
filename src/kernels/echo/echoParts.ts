import type { LossName, WireValue } from '../../wire/index.js';
import type { ChannelToKernel } from '../connection.js';

/** Why a frame was refused, or a value could not be encoded again. */
export interface EchoError {
  /** The name of the decoder's own error class. */
  readonly kind: string;
  readonly message: string;
  /** As msgspec writes it: `$.cellIds[0]`; null where there is none. */
  readonly path: string | null;
}

/** What the kernel's decoder made of one frame. */
export type Understood =
  | { readonly kind: 'value'; readonly value: WireValue }
  | { readonly kind: 'refused'; readonly error: EchoError };

/** What one frame comes back as. */
export type Reply =
  | { readonly kind: 'payload'; readonly payload: Uint8Array }
  | { readonly kind: 'unencodable'; readonly error: EchoError }
  | { readonly kind: 'refused'; readonly error: EchoError };

/** Which frame an answer belongs to: the number counts the frames of its channel, from 0. */
export interface Address {
  readonly channel: ChannelToKernel;
  readonly seq: number;
}

/** Takes one notification; a promise while there is no room. */
export type Send = (notification: Uint8Array) => Promise<void> | undefined;

/** What is left to do once the stop command has come. */
export interface Ending {
  /** Answers every frame that has arrived on the other channels. */
  answerArrived(): Promise<void>;
  /** Waits until the socket has taken every notification. */
  flush(): Promise<void>;
}

/**
 * The parts an echo kernel is made of. A healthy kernel is a set of these; a mutant is a healthy set in which one
 * has been exchanged, so that the healthy code knows nothing of any mutant.
 */
export interface EchoParts {
  /** What its codec loses: said in the ready line. */
  readonly loses: readonly LossName[];
  decode(bytes: Uint8Array, channel: ChannelToKernel): Understood;
  /** May throw: then the value cannot be encoded again, and the answer says so. */
  encode(value: WireValue): Uint8Array;
  /** The frame for the stream; null: no answer at all. */
  notify(address: Address, reply: Reply): Uint8Array | null;
  deliver(address: Address, notification: Uint8Array, send: Send): Promise<void> | undefined;
  /** Signals that end it at once, with exit code 1, besides those that end any process. Default: none. */
  readonly endsOn?: readonly NodeJS.Signals[];
  /** Whether it connects again where a connection is lost. Default: yes. */
  readonly reconnects?: boolean;
  /** Returns the exit code. */
  end(ending: Ending): Promise<number>;
}
