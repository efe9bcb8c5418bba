import type { Event } from '../history/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { WireProof } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { decode, readStreamFrame, show, type StreamReading } from '../wire/index.js';
import { Lab } from './lab.js';
import { violationsOf } from './tried.js';

/** One message that a kernel is to be shown. */
export interface Exhibit {
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/**
 * Shows messages to a kernel that echoes by `schema`, over real sockets: what did it make of each, and is that what was
 * predicted? All on one kernel; what comes after a death is not tried.
 */
export async function prove(
  kernel: KernelKind,
  schema: Schema,
  exhibits: readonly Exhibit[],
): Promise<readonly WireProof[]> {
  const lab = new Lab(kernel, schema, () => null);
  const steps = exhibits.map(({ channel, bytes }) => ({
    kind: 'send' as const,
    channel,
    sender: 0,
    shape: 'valid',
    tag: null,
    times: 1,
    value: { kind: 'raw' as const, bytes },
  }));
  const tried = await lab.tryFresh({ steps });
  const wrong = new Set(violationsOf(tried).map(({ step }) => step));
  const answers = answersByStep(tried.trial.history);
  return exhibits.map((_, step): WireProof => {
    const answer = answers.get(step);
    if (answer === undefined) return { kind: 'not-tried', because: 'the kernel gave no answer to it' };
    return { kind: wrong.has(step) ? 'otherwise' : 'as-predicted', actual: told(answer) };
  });
}

function answersByStep(history: readonly Event[]): ReadonlyMap<number, StreamReading> {
  const steps = new Map<string, number>();
  const answers = new Map<number, StreamReading>();
  for (const event of history) {
    if (event.kind === 'sent' && event.origin.kind === 'step') {
      steps.set(`${event.channel} ${event.seq}`, event.origin.step);
    }
    if (event.kind !== 'received') continue;
    const reading = readStreamFrame(event.bytes);
    if (reading.kind !== 'echo' && reading.kind !== 'decode-error') continue;
    const step = steps.get(`${reading.channel} ${reading.seq}`);
    if (step !== undefined) answers.set(step, reading);
  }
  return answers;
}

const SHOWN = 200;

function told(answer: StreamReading): string {
  if (answer.kind === 'decode-error') return `refused: ${answer.error.kind}: ${answer.error.message}`;
  if (answer.kind !== 'echo' || answer.payload === null) return 'read, and could not be written again';
  const value = decode(answer.payload);
  return value.kind === 'value'
    ? `read as ${show(value.value, SHOWN)}`
    : 'read, and written again as no value';
}
