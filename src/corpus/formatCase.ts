import { encode, toTagged, type Step } from '../wire/index.js';
import { writtenFault } from './faultFile.js';
import { unpackedBytesMax, VALUE_BYTES_MAX } from './limits.js';
import { packBytes } from './packedBytes.js';
import { CASE_FORMAT } from './parseCase.js';
import type { SavedCase } from './savedCase.js';

/**
 * A case as the text of its file: the head in many lines for people, each step in one line for `diff`. A file stands for
 * no more bytes than a reader grants to one of its length: of a case that compresses better than that, the longest
 * frames are written as they are.
 */
export function formatCase(saved: SavedCase): string {
  const { about, kernel, schema, evidence } = saved;
  const head = JSON.stringify({ ...CASE_FORMAT, about, kernel, schema, evidence }, null, 2).slice(0, -2);
  const frames = saved.case.steps.map((step) => (step.kind === 'send' ? encode(step.value) : NONE));
  const total = frames.reduce((sum, { length }) => sum + length, 0);
  const longestFirst = [...frames.keys()].toSorted((a, b) => lengthAt(frames, b) - lengthAt(frames, a));
  const plain = new Set<number>();
  for (;;) {
    const steps = saved.case.steps.map(
      (step, at) => `    ${JSON.stringify(stepFile(step, frames[at] ?? NONE, plain.has(at)))}`,
    );
    const text = `${head},\n  "steps": [\n${steps.join(',\n')}\n  ]\n}\n`;
    const next = longestFirst[plain.size];
    if (total <= unpackedBytesMax(text.length) || next === undefined) return text;
    plain.add(next);
  }
}

const NONE = new Uint8Array();

function lengthAt(frames: readonly Uint8Array[], at: number): number {
  return frames[at]?.length ?? 0;
}

function stepFile(step: Step, frame: Uint8Array, plainly: boolean): object {
  if (step.kind === 'fault') return { ...step, fault: writtenFault(step.fault) };
  const { kind, channel, sender, shape, tag, times, value, more, afterMs } = step;
  return {
    kind,
    channel,
    sender,
    shape,
    tag,
    times,
    ...(more === true ? { more } : {}),
    ...(afterMs === undefined ? {} : { afterMs }),
    ...(frame.length <= VALUE_BYTES_MAX ? { value: toTagged(value) } : {}),
    bytes: packBytes(frame, plainly),
  };
}
