import { describe, expect, it } from 'vitest';
import { array, bin, encode, text } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call } from './programTarget.js';

const NEWER = '{"op":"listed","request_id":"n","metadata":null,"more":1}';
const BRAND_NEW = '{"op":"brand-new","more":2}';
const NATIVE = '{"op":"completed-run","run_id":null}';

class Sending extends Asked {
  /** The host has it send these documents. */
  have(id: string, ...documents: readonly string[]): this {
    return this.send('control', call(id, 'send', array(documents.map((one) => text(one)))), {
      tag: 'invoke-function',
    });
  }

  says(document: string): this {
    return this.receive(encode(bin(Buffer.from(document))));
  }

  sent(id: string, count: number): this {
    return this.called(id, count).completed();
  }
}

const found = (told: Sending): readonly string[] =>
  violations(told.probeControl().probed().trial).map((each) => each.split(' ').slice(0, 3).join(' '));

describe('a program that the host has send something', () => {
  it('sends it once, in order, byte for byte, before it says so', () => {
    const told = new Sending().have('a', NEWER, BRAND_NEW).says(NEWER).says(BRAND_NEW).sent('a', 2);
    expect(found(told)).toEqual([]);
    expect(judgement(told.trial, 'notification').judged).toBeGreaterThanOrEqual(4);
    expect(judgement(told.trial, 'round-trip').judged).toBeGreaterThanOrEqual(2);
  });

  it('does not lose it', () => {
    expect(found(new Sending().have('a', NEWER, BRAND_NEW).says(NEWER).sent('a', 2))).toEqual([
      'fifo lost dropped-silent',
    ]);
  });

  it('does not send it twice, in another order, or late', () => {
    expect(found(new Sending().have('a', NEWER).says(NEWER).says(NEWER).sent('a', 1))).toEqual([
      'fifo duplicated duplicated',
    ]);
    expect(found(new Sending().have('a', NEWER, BRAND_NEW).says(BRAND_NEW).says(NEWER).sent('a', 2))).toEqual(
      ['fifo reordered reordered'],
    );
    expect(found(new Sending().have('a', NEWER).sent('a', 1).says(NEWER))).toEqual(['fifo late reordered']);
  });

  it('does not change a byte of it', () => {
    const newer = '{"op":"cell-op","console":null,"more":1}';
    const other = newer.replace('"more":1', '"more": 1');
    expect(found(new Sending().have('a', newer).says(other).sent('a', 1))).toEqual([
      'round-trip value-changed lossy',
    ]);
  });

  it('answers nothing by it: a reply that it looks like is still owed', () => {
    const reply = '{"op":"listed","request_id":"a","metadata":{"engine":"e","limit":5},"more":1}';
    expect(found(new Sending().have('s', reply).list('a').says(reply).sent('s', 1))).toEqual([
      'fifo lost dropped-silent',
    ]);
  });

  it('may say of itself what anybody could say', () => {
    const told = new Sending().have('a', NATIVE).says(NATIVE).sent('a', 1).completed();
    expect(judgement(told.trial, 'fifo').unknown.get('the program may say the same of itself')).toBe(1);
  });

  it('is not asked of where the call fails or nobody answers it', () => {
    const failed = new Sending().have('a', NEWER).called('a', null, 'error').completed();
    expect(found(failed)).toEqual([]);
    const reason = 'nothing says that the notification was sent';
    expect(judgement(failed.trial, 'fifo').unknown.get(reason)).toBe(1);
  });

  it('brings a hazard where only it knows the kind, and a violation where nobody asked for it', () => {
    const told = new Sending().have('a', NEWER, BRAND_NEW).says(NEWER).says(BRAND_NEW).sent('a', 2);
    expect(judgement(told.trial, 'notification').hazards).toEqual(
      new Map([['new-notifications', { arrived: 1, refused: 1 }]]),
    );
    expect(judgement(new Sending().says(BRAND_NEW).trial, 'notification')).toMatchObject({
      verdict: 'invalid',
      hazards: new Map(),
    });
  });
});
