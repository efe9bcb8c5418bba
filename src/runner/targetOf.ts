import type { Kernel, KernelKind, TapState } from '../kernels/index.js';
import type { Answers, Target } from '../oracles/index.js';
import {
  failureIn,
  MARIMO_ECHO,
  MARIMO_FEASIBLE,
  MARIMO_READERS,
  MARIMO_REPLIES,
  MARIMO_RUNS,
  MARIMO_SEND,
  MARIMO_STATE,
  refusalIn,
  repliesIn,
  type Schema,
} from '../schema/index.js';
import { modelledMsgspec } from '../model/index.js';
import { isLossName, LOSSES, type LossName } from '../wire/index.js';
import { RunnerError } from './runnerError.js';

/** As much of a kind of kernel as judging needs. */
export type KnownKind = Pick<
  KernelKind,
  'name' | 'answers' | 'schema' | 'versions' | 'sessions' | 'droppedFor' | 'hostLoop' | 'unserved'
>;

/**
 * What the oracles must know of a kernel.
 *
 * @throws RunnerError of kind `unknown-loss`
 */
export function targetOf(
  kind: KnownKind,
  host: Schema,
  { loses, tap = 'off' }: Pick<Kernel, 'loses' | 'tap'>,
): Target {
  const answers = answersOf(kind, host, loses.map(lossOf), tap);
  const target = { name: kind.name, schema: host, answers };
  const { sessions: initial, droppedFor, hostLoop: loop } = kind;
  if (initial === undefined) return target;
  const told = {
    ...(droppedFor === undefined ? {} : { droppedFor }),
    ...(loop === undefined ? {} : { loop }),
  };
  return { ...target, sessions: { initial, ...told } };
}

function answersOf(kind: KnownKind, host: Schema, loses: readonly LossName[], tap: TapState): Answers {
  const msgspec = modelledMsgspec(kind.versions?.()['msgspec'] ?? null);
  if (kind.answers === 'program') {
    const schema = kind.schema ?? host;
    return {
      kind: 'program',
      schema,
      replies: repliesIn(schema, MARIMO_REPLIES).filter(
        ({ channel }) => kind.unserved?.includes(channel) !== true,
      ),
      echo: MARIMO_ECHO,
      readers: MARIMO_READERS,
      runs: MARIMO_RUNS,
      send: MARIMO_SEND,
      state: MARIMO_STATE,
      feasible: MARIMO_FEASIBLE,
      failureIn,
      isRefusal: (line) => refusalIn(line) !== null,
      tap,
      msgspec,
    };
  }
  return kind.schema === null
    ? { kind: 'echo', loses }
    : { kind: 'typed-echo', schema: kind.schema, loses, msgspec };
}

function lossOf(name: string): LossName {
  if (isLossName(name)) return name;
  throw new RunnerError(
    'unknown-loss',
    `The kernel's READY line says that it loses ${JSON.stringify(name)}: expected names of the fidelity table, ` +
      `${LOSSES.map((loss) => loss.name).join(', ')}. Correct the kernel, or leave the name out; see docs/fidelity.md.`,
  );
}
