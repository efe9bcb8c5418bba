import { HistoryWriter, type KeptTrial } from '../corpus/index.js';
import type { KernelKind } from '../kernels/index.js';
import { signatureOf, type Answers } from '../oracles/index.js';
import { fingerprint, writeSnapshot, type Schema } from '../schema/index.js';
import type { Recorded } from './campaign.js';
import type { Seed } from './seed.js';

export interface RecorderOptions {
  readonly kernel: KernelKind;
  /** As `--kernel` was given. */
  readonly name: string;
  readonly schema: Schema;
  readonly seed: Seed;
  readonly versions: Readonly<Record<string, string>>;
}

/** Keeps the history of a run. */
export interface Recorder {
  readonly record: (recorded: Recorded) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * @param path - null: nothing is kept
 * @throws CorpusError of kind `unwritable`, now or later
 */
export async function openRecorder(
  path: string | null,
  { kernel, name, schema, seed, versions }: RecorderOptions,
): Promise<Recorder> {
  if (path === null) return { record: () => Promise.resolve(), close: () => Promise.resolve() };
  const own = kernel.schema;
  const isSame = own !== null && fingerprint(own) === fingerprint(schema);
  const writer = await HistoryWriter.open(path, {
    kernel: name,
    answers: kernel.answers,
    seed,
    versions,
    host: snapshotOf(schema),
    own: own === null ? null : isSame ? 'host' : snapshotOf(own),
  });
  return {
    record: async (recorded) => writer.add(keptTrial(recorded)),
    close: async () => writer.close(),
  };
}

/** All that judging it again needs, whatever has become of the package it came from. */
function snapshotOf(schema: Schema): unknown {
  return JSON.parse(writeSnapshot(schema, {}));
}

function keptTrial({ index, scenario, tried }: Recorded): KeptTrial {
  const { trial, judgements } = tried;
  return {
    index,
    scenario,
    ...announcedIn(trial.target.answers),
    steps: trial.case.steps,
    events: trial.history,
    judged: judgements.map((one) => ({
      oracle: one.oracle,
      judged: one.judged,
      violations: one.violations.map(signatureOf),
      more: one.more,
      unknown: [...one.unknown.values()].reduce((sum, count) => sum + count, 0),
    })),
  };
}

function announcedIn(answers: Answers): Pick<KeptTrial, 'loses' | 'tap'> {
  if (answers.kind === 'program') return { loses: [], tap: answers.tap ?? 'off' };
  return { loses: answers.loses, tap: 'off' };
}
