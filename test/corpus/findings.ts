import type { Case, SendStep, Step, WireValue } from '../../src/wire/index.js';
import { record, text } from '../../src/wire/index.js';
import type { Evidence, Finding, SchemaRef } from '../../src/corpus/index.js';

export const SCHEMA: SchemaRef = { protocol: 'marimo', release: '0.24.0', fingerprint: 'ab'.repeat(32) };

/** The schemas that a case of any kernel can be run with. */
export const schemas = async (): Promise<readonly SchemaRef[]> => Promise.resolve([SCHEMA]);

export const EVIDENCE: Evidence = {
  signature: 'round-trip lossy value-changed ping $.x float64 -> nil',
  violation: {
    oracle: 'round-trip',
    rule: 'value-changed',
    outcome: 'lossy',
    channel: 'control',
    step: 0,
    tag: 'ping',
    shape: 'nan-infinity',
    path: '$.x',
    change: 'float64 -> nil',
    expected: 'NaN',
    actual: 'nil',
    because: 'byte 12',
  },
  reproduced: { k: 3, n: 3 },
  shrunk: { from: { steps: 12, messages: 240, bytes: 31_744 }, runs: 61 },
  found: {
    seed: { text: '1172', number: 1172 },
    caseIndex: 41,
    when: '2026-11-20T10:00:00.000Z',
    versions: { skewfuzz: '0.1.0', node: '20.20.2' },
  },
};

export function step(value: WireValue, times = 1): SendStep {
  return { kind: 'send', channel: 'control', sender: 0, shape: 'nan-infinity', tag: 'ping', value, times };
}

/** A finding of one small message, or of the steps that are given. */
export function finding(...steps: readonly Step[]): Finding {
  const sent: Case = { steps: steps.length === 0 ? [step(record({ type: text('ping') }))] : steps };
  return {
    about: { headline: 'round-trip · lossy · ping', lines: ['ping came back changed.', 'expected', 'got'] },
    kernel: 'echo',
    schema: SCHEMA,
    case: sent,
    evidence: EVIDENCE,
  };
}
