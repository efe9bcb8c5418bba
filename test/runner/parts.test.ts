import { afterEach, describe, expect, it } from 'vitest';

import { chronicleOf } from '../../src/history/index.js';
import {
  echoKernel,
  inProcessEchoKernel,
  newestMarimoSchema,
  type KernelKind,
} from '../../src/kernels/index.js';
import { guardOf } from '../../src/runner/guardOf.js';
import { Lab } from '../../src/runner/lab.js';
import { Live } from '../../src/runner/live.js';
import { int, type SendStep, type Step } from '../../src/wire/index.js';
import type { Tried } from '../../src/runner/tried.js';

const schema = newestMarimoSchema();
const lives: Live[] = [];

afterEach(async () => {
  for (const { kernel } of lives.splice(0)) await kernel.kill();
});

function frame(value: SendStep['value'], change: Partial<SendStep> = {}): SendStep {
  return {
    kind: 'send',
    channel: 'control',
    sender: 0,
    shape: 'valid',
    tag: null,
    times: 1,
    value,
    ...change,
  };
}

const EMPTY = { kind: 'raw', bytes: Buffer.alloc(0) } as const;

async function tried(kind: KernelKind, steps: readonly Step[]): Promise<Tried> {
  const lab = new Lab(kind, schema, guardOf(kind, schema));
  const live = await lab.start();
  lives.push(live);
  return lab.tryOn(live, { steps });
}

function numbers({ trial }: Tried): readonly (readonly [number, string])[] {
  const sent = chronicleOf(trial.history).sent.get('control') ?? [];
  return sent
    .filter(({ origin }) => origin.kind === 'step')
    .map(({ seq, bytes }) => [seq, Buffer.from(bytes).toString('hex')]);
}

describe.each([
  ['a process of its own', echoKernel],
  ['this process', inProcessEchoKernel],
])('a message of several frames, to an echo kernel in %s', (_, kindOf) => {
  it('is answered frame by frame, each with a number of its own, an empty one as a torn one', async () => {
    const done = await tried(kindOf(), [
      frame(int(1), { more: true, times: 3 }),
      frame(EMPTY, { more: true }),
      frame(int(2), { times: 2 }),
      frame(int(3), { more: true }),
    ]);
    expect(done.judgements.map(({ oracle, verdict }) => `${oracle} ${verdict}`)).toEqual(
      done.judgements.map(({ oracle }) => `${oracle} valid`),
    );
    expect(numbers(done)).toEqual([
      [0, '01'],
      [1, '01'],
      [2, '01'],
      [3, ''],
      [4, '02'],
      [5, '02'],
      [6, '03'],
    ]);
    expect(done.trial.case.steps.map((step) => step.kind === 'send' && step.times)).toEqual([3, 1, 2, 1]);
  });

  it('ends where its sender goes on elsewhere', async () => {
    const done = await tried(kindOf(), [
      frame(int(1), { more: true }),
      frame(int(2), { channel: 'completion' }),
      frame(int(3)),
    ]);
    expect(done.judgements.some(({ verdict }) => verdict === 'invalid')).toBe(false);
    expect(numbers(done)).toEqual([
      [0, '01'],
      [1, '03'],
    ]);
  });
});
