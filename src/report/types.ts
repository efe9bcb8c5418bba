import type { Hazard, HazardName, OracleName, Outcome, Violation } from '../oracles/index.js';

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
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Those that are meant for this kernel. */
  readonly oracles: Readonly<Partial<Record<OracleName, OracleReport>>>;
  /** Messages of kinds that only their sender knows: no findings, whatever became of them. Those that occurred. */
  readonly hazards: Readonly<Partial<Record<HazardName, Hazard>>>;
  /** Null: the host is of the kernel's own version. */
  readonly skew: SkewReport | null;
  readonly findings: readonly FindingReport[];
  /** Violations that were only counted, by signature: enough of their kind had been looked into. */
  readonly alike: Counts;
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
  };
  /** What went wrong in the harness or around it, for people: a start that failed, a file that could not be saved. */
  readonly errors: readonly string[];
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
  readonly fault: string;
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
  /** The next frame belongs to the same message. */
  readonly more: boolean;
}

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
