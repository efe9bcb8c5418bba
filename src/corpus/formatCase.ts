import { encode, toTagged, type Step } from '../wire/index.js';
import type { StepFile } from './caseFile.js';
import { VALUE_BYTES_MAX } from './limits.js';
import { packBytes } from './packedBytes.js';
import { CASE_FORMAT } from './parseCase.js';
import type { SavedCase } from './savedCase.js';

/** A case as the text of its file: the head in many lines for people, each step in one line for `diff`. */
export function formatCase(saved: SavedCase): string {
  const { about, kernel, schema, evidence } = saved;
  const head = JSON.stringify({ ...CASE_FORMAT, about, kernel, schema, evidence }, null, 2);
  const steps = saved.case.steps.map((step) => `    ${JSON.stringify(stepFile(step))}`);
  return `${head.slice(0, -2)},\n  "steps": [\n${steps.join(',\n')}\n  ]\n}\n`;
}

function stepFile(step: Step): StepFile {
  if (step.kind === 'fault') return step;
  const { kind, channel, sender, shape, tag, times, more, afterMs } = step;
  const bytes = encode(step.value);
  const value = bytes.length <= VALUE_BYTES_MAX ? { value: toTagged(step.value) } : {};
  return {
    kind,
    channel,
    sender,
    shape,
    tag,
    times,
    ...(more === true ? { more } : {}),
    ...(afterMs === undefined ? {} : { afterMs }),
    ...value,
    bytes: packBytes(bytes),
  };
}
