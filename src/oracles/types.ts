import type { History } from '../history/index.js';
import type {
  ChannelReader,
  EchoFunction,
  FeasibleCommand,
  ReplyRule,
  RunRules,
  Schema,
  StateReader,
} from '../schema/index.js';
import type { MsgspecVersion } from '../model/index.js';
import type { Case, LossName } from '../wire/index.js';

/** What the host knows about the kernel it talks to, as far as judging needs it. */
export interface Target {
  readonly name: string;
  /** The host's schema: which channels there are, and what their messages look like. */
  readonly schema: Schema;
  readonly answers: Answers;
  /** Where one process serves several sessions: schema and answers are those of each. Absent: it serves one. */
  readonly sessions?: SessionRules;
}

/** What the host knows of the sessions of a process that serves several. */
export interface SessionRules {
  /** Those that it begins with. */
  readonly initial: readonly string[];
  /** The session whose message was dropped, where a line of the log tells it; null: it does not. Default: its log tells none. */
  droppedFor?(line: string): string | null;
  /** The function that takes what comes for all sessions: an error that leaves it is known by what it called. */
  readonly loop?: string;
}

/** How a kernel answers, hence what can be expected of it. */
export type Answers =
  /** One `echo` or `decode-error` notification for each frame; decodes any well-formed value. */
  | { readonly kind: 'echo'; readonly loses: readonly LossName[] }
  /** The same, but decodes by this schema. */
  | {
      readonly kind: 'typed-echo';
      readonly schema: Schema;
      readonly loses: readonly LossName[];
      /** The version that it decodes with; default: the newest. */
      readonly msgspec?: MsgspecVersion;
    }
  /** A program of its own: it answers some commands, by these rules, and logs what it refuses. */
  | {
      readonly kind: 'program';
      readonly schema: Schema;
      readonly replies: readonly ReplyRule[];
      /** Gives back any value; null: it has none. */
      readonly echo: EchoFunction | null;
      /** Show what came on channels that nothing answers. */
      readonly readers: readonly ChannelReader[];
      /** Whether a line of its log tells that one frame was refused. */
      isRefusal(line: string): boolean;
      /** The record whose handler failed, where a line of the log tells it; null: it does not. Default: its log tells none. */
      failureIn?(line: string): string | null;
      /** Whose handlers are not to fail; default: nothing is known of them. */
      readonly feasible?: readonly FeasibleCommand[];
      /** Whether it also reports, as a typed echo would, what its decoder made of each frame; default: `off`. */
      readonly tap?: 'on' | 'off' | 'missing';
      /** How the output of the code that it runs is told apart; default: it runs none. */
      readonly runs?: RunRules;
      /** Writes texts to its stream as they are; default: it has none. */
      readonly send?: EchoFunction;
      /** Shows what became of elements and models of its own; default: it has none. */
      readonly state?: StateReader;
      /** The version of msgspec that it decodes with; default: the newest. */
      readonly msgspec?: MsgspecVersion;
    };

/** One case, run once. */
export interface Trial {
  readonly target: Target;
  readonly case: Case;
  readonly history: History;
}

export type OracleName = BuiltInOracle | OwnOracle;

/** An oracle that comes with this package. */
export type BuiltInOracle =
  | 'round-trip'
  | 'fifo'
  | 'clean-decode-failure'
  | 'alive'
  | 'notification'
  | 'correlation'
  | 'merging'
  | 'isolation';

/** An oracle of somebody's own: `own:` and a name in kebab-case. */
export type OwnOracle = `own:${string}`;

/** What became of one message. */
export type Outcome =
  | 'echoed'
  | 'lossy'
  | 'refused'
  | 'dropped-logged'
  | 'dropped-silent'
  | 'zombie'
  | 'crash'
  | 'hang'
  | 'reordered'
  | 'duplicated';

/** One broken rule. All text is for people; all else is what signatures are made of. */
export interface Violation {
  readonly oracle: OracleName;
  /** Kebab-case, stable: `value-changed`, `swapped`, `refused-valid`. */
  readonly rule: string;
  readonly outcome: Outcome;
  readonly channel: string | null;
  /** Index of the step, null where no single step is to blame. */
  readonly step: number | null;
  readonly tag: string | null;
  readonly shape: string | null;
  /** Where in the value, as msgspec writes paths: `$.cellIds[0]`. */
  readonly path: string | null;
  /** What kind of change, for the signature: `float64 -> nil`. Never holds values, lengths or positions. */
  readonly change: string | null;
  readonly expected: string;
  readonly actual: string;
  readonly because: string;
}

/** What a peer of another version has to be ready for: no violation, but counted. */
export type HazardName = 'new-notifications' | 'new-commands';

/** Messages of a kind that only one side knows. */
export interface Hazard {
  /** How many came whole to the other side. */
  readonly arrived: number;
  /** Those of them that its closed union refuses. */
  readonly refused: number;
}

/** What one oracle says of one trial. */
export interface Judgement {
  readonly oracle: OracleName;
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  /** How many messages (or frames, or probes) it could judge. */
  readonly judged: number;
  /** The first of them; a trial in which everything is broken need not list it all. */
  readonly violations: readonly Violation[];
  /** How many more there were. */
  readonly more: number;
  /** What it could not judge: the reason, and how often. */
  readonly unknown: ReadonlyMap<string, number>;
  readonly hazards: ReadonlyMap<HazardName, Hazard>;
}

/** History in, verdict out: pure. */
export interface Oracle {
  readonly name: OracleName;
  /** Whether there can be anything for it to judge; default: always. */
  readonly applies?: (target: Target) => boolean;
  /** What it looks for need not occur in a run: that it judged nothing is told, and leaves the verdict as it is. */
  readonly optional?: true;
  judge(trial: Trial): Judgement;
}
