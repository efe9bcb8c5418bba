import type { Outcome } from '../../modelDiff/realDecoder.js';
import type { StreamReading } from '../../src/wire/index.js';

/** What a typed echo made of a frame, by its answer. */
export function outcomeOf(answer: StreamReading | undefined): Outcome {
  if (answer?.kind === 'decode-error') {
    return { kind: 'refused', error: [answer.error.kind, answer.error.message] };
  }
  if (answer?.kind !== 'echo') throw new Error(`no answer came, but ${answer?.kind ?? 'nothing'}`);
  if (answer.payload !== null) return { kind: 'value', bytes: answer.payload };
  return { kind: 'unwritable', error: [answer.error?.kind ?? '', answer.error?.message ?? ''] };
}
