import type { Codec } from '../schema/index.js';
import type { Prediction } from '../model/index.js';
import type { Claim, Level, SkewOp } from '../skew/index.js';
import type { WireValue } from '../wire/index.js';

/** Which release of the host runs with which release of the kernel. */
export type Direction = 'old-host-new-kernel' | 'new-host-old-kernel';

/** Commands (and the startup document) are written by the host, notifications by the kernel. */
export type Messages = 'commands' | 'notifications';

/** The release whose schema a message is written by; the other one reads it. */
export type Writer = 'old' | 'new';

/** What becomes of one message: what the reader makes of it, compared with what the writer meant. */
export type Outcome =
  | { readonly kind: 'same' }
  /** Read without an error, and it says something else at this path. */
  | { readonly kind: 'lossy'; readonly path: string; readonly why: string }
  | Extract<Prediction, { readonly kind: 'refused' }>
  /** No model of a decoder can tell. */
  | { readonly kind: 'ask'; readonly because: string };

/** A message that shows what a difference does: the smallest one found of those that show the most. */
export interface Witness {
  /** Null: the startup document. */
  readonly channel: string | null;
  /** Which frame of the envelope this is, from 0; the others are not part of what is shown. */
  readonly frame: number;
  readonly codec: Codec;
  /** As the writer writes the frame. */
  readonly bytes: Uint8Array;
  /** What the bytes say, before they were wrapped: JSON text is shown as the value it stands for. */
  readonly value: WireValue;
  /** The tag of the message; null where it has none. */
  readonly tag: string | bigint | null;
  /** Where in the message the difference lies, as msgspec writes paths: `$.request.headers`. */
  readonly place: string;
}

/**
 * What a witness proves of its one difference:
 * - `whole`: the two schemas as they are show it, and two that differ in nothing else do so too;
 * - `alone`: two schemas that differ in nothing else show it; between the whole ones something else comes first;
 * - `joint`: the two whole schemas show it, and it takes other differences as well, or cannot be told apart from them.
 */
export type Shown = 'whole' | 'alone' | 'joint';

/** One difference, in one direction, for one kind of message. */
export interface Row {
  readonly op: SkewOp;
  /** The op in one line of English. */
  readonly explain: string;
  readonly direction: Direction;
  readonly messages: Messages;
  readonly writer: Writer;
  /** Where the witness goes; without one, the first channel whose messages the difference is part of; null: startup. */
  readonly channel: string | null;
  /** What the static rule says. */
  readonly rule: Claim;
  /** What the model says of the witness; without one, `ask`, or `same` where the writer has nothing that could show it. */
  readonly predicted: Outcome;
  /** The worse of what the rule claims and what the model says. */
  readonly level: Level;
  readonly agreement: 'agree' | 'rule-stronger' | 'prediction-stronger';
  /** The rule claims that something breaks or is lost, and no witness shows it. */
  readonly unproven: boolean;
  readonly witness: Witness | null;
  /** Null without a witness. */
  readonly shown: Shown | null;
  /** What the whole schemas make of the witness, where that is not what is predicted of the difference alone. */
  readonly instead: Outcome | null;
}

/** A difference that no message meets. */
export interface Unreached {
  readonly op: SkewOp;
  readonly explain: string;
  readonly because: string;
}

/** What two versions of a schema do to each other. */
export interface Comparison {
  /** The releases. */
  readonly old: string;
  readonly new: string;
  readonly ops: readonly SkewOp[];
  readonly rows: readonly Row[];
  readonly unreached: readonly Unreached[];
}
