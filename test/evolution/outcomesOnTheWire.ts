import type { Outcome } from '../../modelDiff/realDecoder.js';
import { CHANNELS_TO_KERNEL, kernelKind } from '../../src/kernels/index.js';
import { Conversation } from '../kernels/conversation.js';
import { outcomeOf } from '../kernels/outcomeOf.js';
import { sideBySide, snapshotFile, type Read } from '../kernels/snapshotFile.js';
import { bodyType, type Case } from './evolutionTable.js';

/** A reader, and what it is to read. */
interface Reader {
  readonly read: Read;
  readonly cases: Case[];
}

/**
 * What a typed echo, started with the schema of the reader, makes of the message of each case. Each reader is a channel of
 * its own, so that four share a process, and none has a part in what another one decodes.
 */
export async function outcomesOnTheWire(cases: readonly Case[]): Promise<ReadonlyMap<Case, Outcome>> {
  const readers = new Map<string, Reader>();
  for (const one of cases) {
    const read = { schema: one.reader, type: bodyType(one.reader), codec: one.codec };
    const key = JSON.stringify(read);
    const reader = readers.get(key) ?? { read, cases: [] };
    readers.set(key, reader);
    reader.cases.push(one);
  }
  const left = [...readers.values()];
  const outcomes = new Map<Case, Outcome>();
  while (left.length > 0) await ask(left.splice(0, CHANNELS_TO_KERNEL.length), outcomes);
  return outcomes;
}

async function ask(readers: readonly Reader[], outcomes: Map<Case, Outcome>): Promise<void> {
  const file = snapshotFile(sideBySide(readers.map(({ read }) => read)));
  const kind = kernelKind(`typed-echo:${file}`, { env: {}, schema: null });
  await kind.prepare(() => {});
  const conversation = new Conversation(await kind.launch());
  try {
    for (const [index, { cases }] of readers.entries()) {
      const answers = await conversation.ask(
        CHANNELS_TO_KERNEL[index] ?? '',
        ...cases.map(({ bytes }) => bytes),
      );
      for (const [at, one] of cases.entries()) outcomes.set(one, outcomeOf(answers[at]));
    }
  } finally {
    await conversation.kernel.kill();
  }
}
