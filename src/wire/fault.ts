/** Damage done on purpose. All times in milliseconds; what lasts is over after `forMs`, whatever else happens. */
export type Fault =
  /** The process of the kernel ends at once, by SIGKILL. */
  | { readonly kind: 'kill' }
  /** It gets SIGINT, by which a person stops what runs, and nothing else. */
  | { readonly kind: 'interrupt' }
  /** It gets SIGTERM. Nobody promises what it does then: it may end, at once or later, or go on. */
  | { readonly kind: 'terminate' }
  /** It gets SIGSTOP, and SIGCONT when it is over. */
  | { readonly kind: 'freeze'; readonly forMs: number }
  /** The host takes nothing in from the kernel, so that the kernel has to wait with what it says. */
  | { readonly kind: 'stop-reading'; readonly forMs: number }
  /** The host does not drain one of the pipes of the process. */
  | { readonly kind: 'undrained'; readonly output: 'stdout' | 'stderr'; readonly forMs: number }
  /** The sender of this step waits before each message. */
  | { readonly kind: 'slow-sends'; readonly pauseMs: number; readonly forMs: number }
  /** The host's socket of a channel is closed once all it holds is delivered, and bound again on the same port. */
  | { readonly kind: 'rebind'; readonly channel: string }
  /** Somebody else joins: takes messages of a channel to the kernel away, or says something on one from it. */
  | { readonly kind: 'second-peer'; readonly channel: string; readonly forMs: number }
  /** The kernel learns the ports only later, so that what is sent until then waits. Only as the first step of a case. */
  | { readonly kind: 'late-start'; readonly forMs: number }
  /** Somebody connects to the host's port of a channel by plain TCP, sends these bytes and hangs up. */
  | { readonly kind: 'garbage'; readonly channel: string; readonly bytes: Uint8Array }
  /** The same with a greeting of ZMTP that goes wrong; then silence for so long, then it hangs up. */
  | {
      readonly kind: 'bad-handshake';
      readonly channel: string;
      readonly how: BadHandshake;
      readonly forMs: number;
    };

export type FaultKind = Fault['kind'];

/** What is wrong with a greeting: it stops short, is of a version to come, names a mechanism, or a command, or a socket that does not fit. */
export type BadHandshake = (typeof BAD_HANDSHAKES)[number];

export const BAD_HANDSHAKES = [
  'torn',
  'newer-version',
  'unknown-mechanism',
  'wrong-command',
  'wrong-socket',
] as const;

/** Every kind of fault, the simplest first. */
export const FAULT_KINDS: readonly FaultKind[] = [
  'kill',
  'interrupt',
  'terminate',
  'freeze',
  'stop-reading',
  'undrained',
  'slow-sends',
  'rebind',
  'second-peer',
  'late-start',
  'garbage',
  'bad-handshake',
];

/** How long it goes on for sure, in milliseconds; 0: it is over at once, or only what it damages can tell. */
export function lengthOf(fault: Fault): number {
  return 'forMs' in fault ? fault.forMs : 0;
}

/** Whether the process is not to be used again: it has ended, or may end at any time. */
export function isEnd({ kind }: Fault): boolean {
  return kind === 'kill' || kind === 'terminate';
}
