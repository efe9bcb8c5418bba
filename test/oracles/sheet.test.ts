import { describe, expect, it } from 'vitest';
import { Sheet } from '../../src/oracles/sheet.js';

const BLAME = { channel: null, step: null, tag: null, shape: null };
const CHARGE = { rule: 'lost', outcome: 'dropped-silent', expected: 'a', actual: 'b', because: 'c' } as const;

describe('Sheet', () => {
  it('says why it is unknown when nothing was judged', () => {
    const { verdict, unknown } = new Sheet('fifo').judgement();
    expect([verdict, ...unknown]).toEqual(['unknown', ['there was nothing to judge', 1]]);
    const sheet = new Sheet('fifo');
    sheet.unknown('nobody waited', 2);
    sheet.unknown('nobody waited');
    sheet.unknown('nothing', 0);
    expect([...sheet.judgement().unknown]).toEqual([['nobody waited', 3]]);
  });

  it('is valid when something was judged, whatever else is unknown', () => {
    const sheet = new Sheet('fifo');
    sheet.judged();
    sheet.judged(2);
    sheet.unknown('nobody waited');
    expect(sheet.judgement()).toMatchObject({ oracle: 'fifo', verdict: 'valid', judged: 3, more: 0 });
  });

  it('is invalid with a violation, lists fifty and makes no text for the rest', () => {
    const sheet = new Sheet('fifo');
    let made = 0;
    for (let n = 0; n < 60; n += 1) {
      sheet.violate(BLAME, () => {
        made += 1;
        return CHARGE;
      });
    }
    const { verdict, violations, more } = sheet.judgement();
    expect([verdict, violations.length, more, made]).toEqual(['invalid', 50, 10, 50]);
    expect(violations[0]).toEqual({ oracle: 'fifo', ...BLAME, path: null, change: null, ...CHARGE });
  });
});
