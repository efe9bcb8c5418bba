import type { History } from '../history/index.js';
import type { Probe } from '../kernels/index.js';
import { faultsIn, type Case, type Fault } from '../wire/index.js';
import { Course } from './execution/course.js';
import { Dispatch } from './execution/dispatch.js';
import { Prober } from './execution/prober.js';
import { Senders } from './execution/senders.js';
import { Damage } from './faults/damage.js';
import type { Patience } from './limits.js';
import type { Live } from './live.js';

export interface ExecuteOptions {
  /** Fresh probes, to follow the case; asked again where the kernel did not answer the first. */
  readonly probes: () => readonly Probe[];
  /** Asked anew for each wait: it depends on what was seen until then. */
  readonly patience: () => Patience;
  /** Answers that may be owed at once. */
  readonly windowFrames: number;
  /** How long to listen on when all is answered: what a program logs may come after what it answers. */
  readonly quietMs: number;
  /** Nothing more is sent after this moment (of `performance.now()`): the case is cut there, and judged as it is. */
  readonly until: number;
  /** Tell it to stop afterwards, with a few frames on `control` just before that it still has to answer. */
  readonly thenStop: boolean;
  /** Work for the host while the kernel works off what it was sent. */
  readonly meanwhile: () => void;
  /** Null: the frame may go out. Else why not; it is left out. */
  readonly guard: (channel: string, bytes: Uint8Array) => string | null;
  /** Null: the fault may be done. Else why not. */
  readonly refuses: (fault: Fault) => string | null;
}

export interface Executed {
  readonly history: History;
  /** The case as far as it was sent: the one the history belongs to. */
  readonly case: Case;
  /** Frames that the guard kept back, and faults that could not be done, by reason. */
  readonly kept: ReadonlyMap<string, number>;
}

/**
 * Runs one case on a living kernel: sends, does the damage, waits until that is over, probes, and waits until all is
 * answered or the kernel has gone silent.
 */
export async function execute(live: Live, input: Case, options: ExecuteOptions): Promise<Executed> {
  const course = new Course(live, faultsIn(input.steps).length === 0);
  const dispatch = new Dispatch(course, options);
  const damage = new Damage(course, dispatch, options.refuses);
  const senders = new Senders(course, dispatch, damage, input, options.guard);
  const prober = new Prober(course, dispatch, options);
  const steps = await senders.run();
  await damage.over();
  const { silenceMs, againMs } = options.patience();
  const served = (await prober.probe(silenceMs)) || (await prober.probe(againMs));
  await damage.aftermath();
  if (options.quietMs > 0) await prober.quiet(options.quietMs);
  if (options.thenStop && served) await prober.stop();
  course.end();
  return { history: course.events, case: { steps }, kept: senders.kept };
}
