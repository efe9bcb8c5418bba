import { afterEach, describe, expect, it } from 'vitest';

import { chronicleOf } from '../../src/history/index.js';
import {
  echoKernel,
  inProcessEchoKernel,
  kernelKind,
  newestMarimoSchema,
  type KernelKind,
} from '../../src/kernels/index.js';
import { guardOf } from '../../src/runner/guardOf.js';
import { Lab } from '../../src/runner/lab.js';
import { CAREFUL, type Patience } from '../../src/runner/limits.js';
import { violationsOf, type Tried } from '../../src/runner/tried.js';
import {
  int,
  record,
  text,
  type Fault,
  type FaultStep,
  type SendStep,
  type Step,
} from '../../src/wire/index.js';

const schema = newestMarimoSchema();
const labs: Lab[] = [];

afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.cool();
});

async function tried(kind: KernelKind, steps: readonly Step[], patience?: Patience): Promise<Tried> {
  const lab = new Lab(kind, schema, guardOf(kind, schema));
  labs.push(lab);
  return patience === undefined ? lab.tryFresh({ steps }) : lab.tryNext({ steps }, patience);
}

function damage(fault: Fault, afterMs: number = 0): FaultStep {
  return { kind: 'fault', sender: 0, afterMs, fault };
}

function frames(times: number, change: Partial<SendStep> = {}): SendStep {
  const value = int(1);
  return { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag: null, value, times, ...change };
}

function rules(done: Tried): readonly string[] {
  return [...new Set(violationsOf(done).map(({ oracle, rule }) => `${oracle} ${rule}`))];
}

function happened(done: Tried): readonly string[] {
  return done.trial.history.flatMap((event) => (event.kind.startsWith('fault') ? [event.kind] : []));
}

const LARGE = record({ data: text('x'.repeat(4_096)) });

/** Each as it comes to an ordinary run, between messages, and with more than the queues hold where that matters. */
const LASTING: readonly (readonly [name: string, fault: Fault, crowd: SendStep])[] = [
  ['freeze', { kind: 'freeze', forMs: 60 }, frames(3_000)],
  ['stop-reading', { kind: 'stop-reading', forMs: 200 }, frames(3_500, { value: LARGE })],
  ['undrained', { kind: 'undrained', output: 'stderr', forMs: 60 }, frames(100)],
  ['slow-sends', { kind: 'slow-sends', pauseMs: 3, forMs: 40 }, frames(100)],
  ['rebind of a channel', { kind: 'rebind', channel: 'control' }, frames(400)],
  ['rebind of the stream', { kind: 'rebind', channel: 'stream' }, frames(400)],
  ['second-peer that takes', { kind: 'second-peer', channel: 'control', forMs: 30 }, frames(60)],
  ['second-peer that speaks', { kind: 'second-peer', channel: 'stream', forMs: 5 }, frames(60)],
  ['garbage', { kind: 'garbage', channel: 'control', bytes: Buffer.from('ff0102', 'hex') }, frames(60)],
  ['bad-handshake', { kind: 'bad-handshake', channel: 'stream', how: 'wrong-socket', forMs: 10 }, frames(60)],
];

describe('a fault', () => {
  it.each(LASTING)('%s: a healthy kernel loses nothing, in order', async (_, fault, crowd) => {
    const done = await tried(echoKernel(), [frames(20), damage(fault, 1), crowd, frames(20)]);
    expect(rules(done)).toEqual([]);
    expect(happened(done)).toEqual(['fault', 'fault-over']);
    const { sent, taken } = chronicleOf(done.trial.history);
    const all = [...(sent.get('control') ?? []), ...taken].filter(({ origin }) => origin.kind === 'step');
    expect(all).toHaveLength(40 + crowd.times);
    expect(done.judgements.find(({ oracle }) => oracle === 'fifo')?.judged).toBeGreaterThan(40);
  });

  it('late-start: what was sent before the kernel was there comes first', async () => {
    const done = await tried(echoKernel(), [damage({ kind: 'late-start', forMs: 40 }), frames(300)]);
    expect(rules(done)).toEqual([]);
    expect(happened(done)).toEqual(['fault', 'fault-over']);
    const over = done.trial.history.findIndex(({ kind }) => kind === 'fault-over');
    const first = done.trial.history.findIndex(({ kind }) => kind === 'received');
    expect(over).toBeLessThan(first);
  });

  it('late-start: is left out, and counted, where it does not come first', async () => {
    const done = await tried(echoKernel(), [frames(3), damage({ kind: 'late-start', forMs: 5 })]);
    expect(happened(done)).toEqual([]);
    expect([...done.kept.values()]).toEqual([1]);
  });

  it.each(['kill', 'terminate'] as const)('%s: ends the kernel, and nobody is to blame', async (kind) => {
    const done = await tried(echoKernel(), [frames(50), damage({ kind }, 2), frames(50)]);
    expect(rules(done)).toEqual([]);
    expect(done.trial.history.at(-1)).toMatchObject({ kind: 'exit', wanted: true });
    expect(chronicleOf(done.trial.history).sent.get('control')).toHaveLength(50);
  });

  it('somebody else takes messages, each of which is accounted for', async () => {
    const peer = damage({ kind: 'second-peer', channel: 'control', forMs: 60 });
    const done = await tried(echoKernel(), [peer, frames(10, { more: true }), frames(40)]);
    expect(rules(done)).toEqual([]);
    expect(chronicleOf(done.trial.history).taken.length).toBeGreaterThan(0);
  });

  it('is left out, and counted, where it makes no sense', async () => {
    const faults: readonly Fault[] = [
      { kind: 'freeze', forMs: 5 },
      { kind: 'rebind', channel: 'control' },
      { kind: 'garbage', channel: 'control', bytes: Buffer.of(0xff) },
    ];
    const done = await tried(inProcessEchoKernel(), [...faults.map((fault) => damage(fault)), frames(5)]);
    expect(rules(done)).toEqual([]);
    expect([...done.kept.values()]).toEqual([1, 1, 1]);
    expect(done.trial.case.steps).toHaveLength(1);
  });

  it('strikes a kernel in this process too, where it makes sense', async () => {
    const done = await tried(inProcessEchoKernel(), [
      damage({ kind: 'stop-reading', forMs: 20 }),
      frames(500),
      damage({ kind: 'slow-sends', pauseMs: 1, forMs: 10 }),
      frames(20),
    ]);
    expect(rules(done)).toEqual([]);
    expect(happened(done).filter((kind) => kind === 'fault-over')).toHaveLength(2);
  });

  it('whose bytes would make a peer is left out: an old version of ZeroMQ has no greeting', async () => {
    const bytes = Buffer.from('010003006162', 'hex');
    const done = await tried(echoKernel(), [
      damage({ kind: 'garbage', channel: 'stream', bytes }),
      frames(5),
    ]);
    expect(rules(done)).toEqual([]);
    expect([...done.kept.keys()].join()).toContain('peer');
  });
});

/** Each mutant with the fault that shows it. */
const CAUGHT: readonly (readonly [mutant: string, rule: string, steps: readonly Step[]])[] = [
  ['ends-on-interrupt', 'alive crash', [damage({ kind: 'interrupt' })]],
  ['ends-on-continue', 'alive crash', [damage({ kind: 'freeze', forMs: 5 })]],
  ['loses-beyond-thousand', 'fifo lost', [damage({ kind: 'freeze', forMs: 300 }), frames(4_000)]],
  [
    'swaps-after-back-pressure',
    'fifo reordered',
    [damage({ kind: 'stop-reading', forMs: 1_000 }), frames(4_500, { value: LARGE })],
  ],
  [
    'dies-of-full-stderr',
    'alive crash',
    [damage({ kind: 'undrained', output: 'stderr', forMs: 1_000 }), frames(4_000)],
  ],
  ['never-reconnects', 'alive deaf', [damage({ kind: 'rebind', channel: 'input' })]],
];

describe('a kernel with a bug that only a fault shows', () => {
  it.each(CAUGHT)('%s is caught: %s', async (mutant, rule, steps) => {
    const done = await tried(kernelKind(`mutant:${mutant}`, { env: {}, schema: null }), steps, CAREFUL);
    expect(rules(done)).toContain(rule);
  });
});
