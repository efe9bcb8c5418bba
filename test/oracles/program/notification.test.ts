import { describe, expect, it } from 'vitest';
import { bin, encode } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';

const rules = (notification: unknown): readonly string[] =>
  judgement(new Asked().json(notification).trial, 'notification').violations.map(({ rule }) => rule);

describe('a program: notifications', () => {
  it('are what the schema says of their kind; more fields are fine', () => {
    expect(rules({ op: 'completion-result', completion_id: 'a', more: 1 })).toEqual([]);
    expect(rules({ op: 'completion-result', completion_id: 1 })).toEqual(['nonconforming']);
    expect(rules({ op: 'completion-result' })).toEqual(['nonconforming']);
  });

  it('have an op that the schema knows', () => {
    expect(rules({ op: 'brand-new' })).toEqual(['unknown-op']);
    expect(rules({})).toHaveLength(1);
    expect(rules({ op: 'echo', channel: 'control', seq: 0, payload: '' })).toEqual(['unknown-op']);
  });

  it('are strict JSON', () => {
    const { trial } = new Asked().receive(encode(bin(Buffer.from('{"op":"listed","x":NaN}'))));
    expect(violations(trial)).toEqual(['notification bad-frame lossy stream null']);
  });
});
