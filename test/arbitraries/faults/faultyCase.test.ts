import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FAULTS, faultyCase, swarm } from '../../../src/arbitraries/index.js';
import { newestMarimoSchema } from '../../../src/kernels/index.js';
import { couldJoin } from '../../../src/transport/index.js';
import { FAULT_KINDS, faultsIn, sendsIn, type Case, type FaultKind } from '../../../src/wire/index.js';

const schema = newestMarimoSchema();

function cases(kind: FaultKind, harmless: boolean = false): readonly Case[] {
  const [weights] = fc.sample(swarm(), { seed: 3, numRuns: 1 });
  if (weights === undefined) throw new Error('fast-check sampled nothing');
  return fc.sample(faultyCase(kind, { schema, harmless, swarm: weights }), { seed: 3, numRuns: 30 });
}

describe('faultyCase', () => {
  it.each(FAULT_KINDS)('has one fault among ordinary messages: %s', (kind) => {
    for (const { steps } of cases(kind)) {
      const [fault, ...more] = faultsIn(steps);
      expect(fault?.fault.kind).toBe(kind);
      expect(more).toEqual([]);
      expect(sendsIn(steps).length).toBeGreaterThan(10);
    }
  });

  it('strikes before, between and after the messages', () => {
    const places = cases('freeze').map(({ steps }) => steps.findIndex((step) => step.kind === 'fault'));
    expect(new Set(places).size).toBeGreaterThan(10);
  });

  it('starts late before all messages', () => {
    for (const { steps } of cases('late-start')) expect(steps[0]?.kind).toBe('fault');
  });

  it('sends more than the queues hold while the kernel is frozen, at times', () => {
    const bursts = cases('freeze').filter(({ steps }) => sendsIn(steps).some(({ times }) => times > 1_000));
    expect(bursts.length).toBeGreaterThan(5);
    expect(bursts.length).toBeLessThan(25);
  });

  it('sends no crowd to a program', () => {
    for (const { steps } of cases('freeze', true)) {
      expect(sendsIn(steps).filter(({ times }) => times > 1_000)).toEqual([]);
    }
  });

  it('has messages of several frames, and empty frames', () => {
    const steps = cases('garbage').flatMap((one) => sendsIn(one.steps));
    expect(steps.some(({ more }) => more === true)).toBe(true);
    expect(steps.some(({ shape }) => shape === 'empty-frame')).toBe(true);
  });

  it('writes no garbage that could make a peer', () => {
    for (const { steps } of cases('garbage')) {
      for (const { fault } of faultsIn(steps)) {
        expect(fault.kind === 'garbage' && couldJoin(fault.bytes)).toBe(false);
      }
    }
  });
});

describe('FAULTS', () => {
  it('tells of every kind', () => {
    expect(FAULTS.map(({ kind }) => kind)).toEqual(FAULT_KINDS);
  });
});
