import { expect } from 'vitest';
import { CorpusError } from '../../src/corpus/index.js';

/** The error of something that must be refused. */
export async function refused(action: Promise<unknown>): Promise<CorpusError> {
  const error = await action.then(
    () => expect.unreachable('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CorpusError)) throw error;
  return error;
}
