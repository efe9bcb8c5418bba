import type { Hazard, HazardName, Outcome, OutcomeCell, Violation } from '../oracles/index.js';
import type { Event } from '../history/index.js';
import type { ByteNote } from '../wire/index.js';

/** What a run, or one oracle in it, came to. */
export type Verdict = 'valid' | 'invalid' | 'unknown';

/** How often, by name. A name that could have occurred and did not is listed with 0. */
export type Counts = Readonly<Record<string, number>>;

/** Names that a run was narrowed to, by option. */
export type Only = Readonly<Record<string, readonly string[]>>;

/** Everything one run on one kernel found out. The runner fills it, every renderer reads it, none of them judges. */
export interface RunReport {
  readonly verdict: Verdict;
  /** What the verdict rests on where that is not plain from the findings: "fifo judged nothing". For people. */
  readonly reasons: readonly string[];
  readonly seed: Seed;
  /** As `--kernel` was given. */
  readonly kernel: string;
  /** As `--host-schema` was given; null: the host is of the kernel's own version. */
  readonly host: string | null;
  /** What the run was narrowed to, by the option that said so: `shapes`, `scenario`. */
  readonly only: Only;
  /** Of skewfuzz, node, zeromq, fast-check, msgpackr, the kernel, Python, msgspec, ...; by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly stopped: Stopped;
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly cases: number;
  /** Frames that cases sent, probes not counted; and those of them that at least one oracle judged. */
  readonly messages: { readonly sent: number; readonly judged: number };
  /** Of all frames sent. */
  readonly bytes: number;
  readonly seconds: number;
  /** Of those, the time in which a kernel was sent cases and answered; without starts, shrinking and confirming. */
  readonly kernelSeconds: number;
  readonly kernelsStarted: number;
  /** The swarm of this run: how strongly each shape was drawn; 0 is off. */
  readonly weights: Counts;
  /** Messages by tag, by shape and by channel; by outcome, those that were judged. */
  readonly tags: Counts;
  readonly shapes: Counts;
  readonly channels: Counts;
  /** Messages by session, where one process serves several; else empty. */
  readonly sessions: Readonly<Record<string, number>>;
  /** By name; those that could have been played and were not are listed with 0 cases. Empty: none was asked for. */
  readonly scenarios: Readonly<Record<string, ScenarioReport>>;
  /** By kind; those that could have been done and were not are listed with 0. */
  readonly faults: Readonly<Record<string, FaultsReport>>;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** The same by tag and shape: each combination that occurred, once. */
  readonly cells: readonly OutcomeCell[];
  /** Rate and memory over time, in the order of time. */
  readonly samples: readonly Sample[];
  /** Those that are meant for this kernel, by name. */
  readonly oracles: Readonly<Record<string, OracleReport>>;
  /** Messages of kinds that only their sender knows: no findings, whatever became of them. Those that occurred. */
  readonly hazards: Readonly<Partial<Record<HazardName, Hazard>>>;
  /** Null: the host is of the kernel's own version. */
  readonly skew: SkewReport | null;
  readonly findings: readonly FindingReport[];
  /** Violations that were only counted, by signature: enough of their kind had been looked into. */
  readonly alike: Counts;
  /** Violations that the config accepts, by signature and why: neither confirmed nor shrunk. */
  readonly allowed: Counts;
  /** Messages that were made and then held back, by reason: unsafe for this kernel, for one. */
  readonly notSent: Counts;
  /** Violations that did not come back on a fresh kernel: not findings, and not forgotten. */
  readonly flakes: readonly FlakeReport[];
  /** What could have been reached and was not. */
  readonly notReached: {
    readonly tags: readonly string[];
    readonly shapes: readonly string[];
    readonly oracles: readonly string[];
    readonly scenarios: readonly string[];
    readonly faults: readonly string[];
  };
  /** What went wrong in the harness or around it, for people: a start that failed, a file that could not be saved. */
  readonly errors: readonly string[];
}

/** How a run stood at one moment. */
export interface Sample {
  /** Seconds since the run began. */
  readonly at: number;
  /** Messages sent and kernels started until then. */
  readonly messages: number;
  readonly kernels: number;
  /** Resident memory of the host, and of the kernel of the moment, in bytes; null: there is none, or nobody knows. */
  readonly hostBytes: number;
  readonly kernelBytes: number | null;
}

/** Damage of one kind. */
export interface FaultsReport {
  /** How often it was done, and how often what followed was judged. */
  readonly done: number;
  readonly judged: number;
  /** In the cases that had it. */
  readonly violations: number;
}

export interface ScenarioReport {
  readonly cases: number;
  /** Messages, and those that an oracle judged. */
  readonly sent: number;
  readonly judged: number;
  readonly seconds: number;
}

/** What a kernel of another version makes of the messages that the host's version may send. */
export interface SkewReport {
  /** Messages that are read as they were meant, read as something else, refused; or only the kernel can know. */
  readonly same: number;
  readonly lossy: number;
  readonly refused: number;
  readonly ask: number;
  /** Those that are not read as they were meant: by tag, and what becomes of them. */
  readonly misread: Counts;
}

/** Why a run ended. */
export type Stopped = 'runs' | 'max-time' | 'fail-fast' | 'interrupted' | 'error';

export interface Seed {
  /** As it was given, or as one would give it to get the same run. */
  readonly text: string;
  /** What the generators were started with. */
  readonly number: number;
}

export interface OracleReport {
  readonly judged: number;
  readonly violations: number;
  /** What it could not judge: the reason, and how often. */
  readonly unknown: Counts;
}

/** One bug, shrunk. */
export interface FindingReport {
  /** `round-trip-lossy-execute-cells-1f3a9c02`: the name of its file without the ending. */
  readonly id: string;
  readonly signature: string;
  readonly violation: Violation;
  readonly size: Size;
  /** The case in the order of sending; long ones may be cut, `size.steps` is the true count. */
  readonly steps: readonly StepReport[];
  /** What it was before shrinking, and how many runs shrinking took; null: it was not shrunk. */
  readonly shrunk: { readonly from: Size; readonly runs: number } | null;
  /** It came back k times in n runs alone on a fresh kernel. */
  readonly reproduced: Reproduced;
  /** Of the shrunk case's last run, in the order of time; only what matters, or all. */
  readonly frames: readonly FrameReport[];
  /** The same run as it went, for people: what was said, written and done. */
  readonly story: StoryReport;
  /** What it takes to send the same to the same kernel without skewfuzz; null: that kernel is no process of its own. */
  readonly rerun: RerunReport | null;
  /** How the kernel was afterwards, for people: `echo, pid 4711, alive, stderr empty`. */
  readonly kernelState: string;
  /** The run that found it: its kernel as `--kernel` was given, and its seed. */
  readonly kernel: string;
  /** As `--host-schema` was given; null: the host is of the kernel's own version. */
  readonly host: string | null;
  readonly only: Only;
  readonly seed: Seed;
  /** Where it was saved, as one would type it; null: it was not. */
  readonly file: string | null;
  /** The baseline's reason, if this one is known. */
  readonly known: string | null;
}

/** `messages` counts every repetition of a step, `bytes` every byte on the wire. */
export interface Size {
  readonly steps: number;
  readonly messages: number;
  readonly bytes: number;
}

export interface Reproduced {
  readonly k: number;
  readonly n: number;
}

export type StepReport = SendReport | FaultReport;

/** Damage that the host did. */
export interface FaultReport {
  readonly kind: 'fault';
  /** After the step before it, in milliseconds. */
  readonly afterMs: number;
  /** What was done, in plain words. */
  readonly text: string;
}

export interface SendReport {
  readonly kind: 'send';
  readonly channel: string;
  readonly sender: number;
  readonly shape: string;
  readonly tag: string | null;
  readonly times: number;
  /** The value for a person, in one line; the renderer cuts it. */
  readonly text: string;
  /** Of one repetition. */
  readonly bytes: number;
  /** What its bytes are, from the first on; null: they are not msgpack. */
  readonly annotated: AnnotatedReport | null;
  /** The next frame belongs to the same message. */
  readonly more: boolean;
}

export interface AnnotatedReport {
  readonly notes: readonly NoteReport[];
  /** Bytes after the last note. */
  readonly left: number;
}

/** Some bytes of a frame, and what they are. */
export interface NoteReport extends ByteNote {
  /** The bytes, or the first of them. */
  readonly hex: string;
}

/** The beginning and the end of a history, in the order of time. */
export interface StoryReport {
  readonly events: readonly StoryEvent[];
  /** How many are left out, after the event of this index. */
  readonly left: number;
  readonly after: number;
  /** What the kernel wrote to stderr meanwhile, the last lines of it, wherever they stand. */
  readonly stderr: readonly { readonly at: number; readonly line: string }[];
}

/** One thing that happened. */
export interface StoryEvent {
  readonly kind: Event['kind'];
  /** Milliseconds since the case began. */
  readonly at: number;
  /** Null: it was on no channel. */
  readonly channel: string | null;
  /** What a message says, a line, a fault, how the process ended; cut. */
  readonly text: string;
  /** Of a frame; else 0. */
  readonly bytes: number;
  /** Why a frame was sent; null: it is none, or was not sent. */
  readonly why: 'step' | 'probe' | 'stop' | null;
  /** The oracle names this one. */
  readonly blamed: boolean;
}

/** Everything that a host of a few lines needs to do the same to a kernel. */
export interface RerunReport {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** The JSON document for its stdin; its ports and its parent are those of that time. */
  readonly document: string;
  /** Where it was started; null: in an empty folder of its own. */
  readonly folder: string | null;
  /** In the order of sending, probes included; null: too much to be kept here. */
  readonly sent: readonly RerunStep[] | null;
  /** How many of them have to be answered, one for one. */
  readonly owed: number;
  /** Frames that came: by channel (empty: it says none), the first eight bytes of the SHA-256 of each, in their order; null: they differ from run to run. */
  readonly heard: Readonly<Record<string, readonly string[]>> | null;
  /** `code 0`, `signal SIGKILL`; null: it was still there. */
  readonly exit: string | null;
}

/** `heard`: how many frames had come before it. A long frame is kept compressed: raw DEFLATE in base64. */
export type RerunStep = { readonly heard: number } & (
  | {
      readonly kind: 'hex' | 'deflate';
      readonly channel: string;
      readonly data: string;
      /** The next frame belongs to the same message. */
      readonly more?: true;
    }
  | { readonly kind: 'kill' | 'interrupt'; readonly afterMs: number }
);

/** One frame of a history. */
export interface FrameReport {
  readonly direction: 'sent' | 'received';
  /** Milliseconds since the case began. */
  readonly at: number;
  readonly channel: string;
  /** All of them, or the first; the renderer shows few. */
  readonly bytes: Uint8Array;
  /** How many bytes the frame had. */
  readonly length: number;
}

/** One case of a run: a line of `cases.jsonl`. */
export interface CaseReport {
  /** In its run, from 0. */
  readonly index: number;
  /** As `--kernel` was given, and the how-manieth kernel of the run it was sent to. */
  readonly kernel: string;
  readonly kernelNumber: number;
  readonly seed: Seed;
  /** Null: messages of all shapes. */
  readonly scenario: string | null;
  /** Frames that were sent, and those of them that an oracle judged. */
  readonly messages: number;
  readonly judged: number;
  readonly bytes: number;
  readonly tags: Counts;
  readonly shapes: Counts;
  readonly outcomes: Counts;
  readonly verdict: Verdict;
  /** Signatures of what the oracles saw; nothing of it was confirmed. */
  readonly violations: readonly string[];
  /** What could not be judged: the reason, and how often. */
  readonly unknown: Counts;
  /** Between the first message and the last answer. */
  readonly seconds: number;
  /** How many steps it has, and the first of them for people. */
  readonly steps: number;
  readonly first: readonly CaseStep[];
}

export interface CaseStep {
  readonly channel: string | null;
  readonly tag: string | null;
  readonly shape: string | null;
  readonly times: number;
  readonly text: string;
}

export interface FlakeReport {
  readonly signature: string;
  readonly violation: Violation;
  readonly reproduced: Reproduced;
}

/** Several runs under one budget: the nightly campaign, one run for each kernel. */
export interface CampaignReport {
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly runs: readonly RunReport[];
}

/** How far a run is. */
export interface Progress {
  readonly phase: 'prepare' | 'fuzz' | 'confirm' | 'shrink';
  readonly kernel: string;
  readonly cases: number;
  readonly messages: number;
  /** Messages a second, of late. */
  readonly rate: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly findings: number;
  /** Until the budget is used up; null: no time limit. */
  readonly secondsLeft: number | null;
}

/** What became of one saved case. */
export type ReplayReport =
  | { readonly kind: 'fixed'; readonly file: string; readonly n: number }
  /** It still fails with its own signature. */
  | {
      readonly kind: 'failed';
      readonly file: string;
      readonly reproduced: Reproduced;
      readonly violation: Violation;
      readonly known: string | null;
    }
  /** Its own signature is gone, another one came. */
  | {
      readonly kind: 'changed';
      readonly file: string;
      readonly signature: string;
      readonly violation: Violation;
    }
  /** It ran and could not be judged. */
  | { readonly kind: 'unknown'; readonly file: string; readonly reason: string }
  /** It could not be run at all. */
  | { readonly kind: 'error'; readonly file: string; readonly message: string };

/** One thing that `doctor` looked for. */
export interface DoctorRow {
  readonly state: 'ok' | 'missing' | 'optional';
  readonly name: string;
  /** What was found: a version, a path; or what came instead. */
  readonly found: string;
  /** What to do; null where nothing is to be done. */
  readonly todo: string | null;
}

/** One kernel that `selfcheck` ran: the healthy one, or one with a planted bug. */
export interface SelfcheckRow {
  readonly ok: boolean;
  readonly kernel: string;
  /** `passes`, or the oracle that must catch it. */
  readonly expected: string;
  readonly actual: string;
  readonly seconds: number;
}
