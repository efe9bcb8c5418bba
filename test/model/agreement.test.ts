import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { campaign } from '../../modelDiff/campaign.js';
import { compareBatch, type Disagreement } from '../../modelDiff/compareBatch.js';
import { RealDecoder } from '../../modelDiff/realDecoder.js';
import { Tally } from '../../modelDiff/tally.js';
import { NEWEST_MSGSPEC } from '../../src/model/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { pythonForTests } from '../python/pythonForTests.js';
import { everyKind, marimoMessages, type Subject } from './subjects.js';

/** How many batches are compared, of 60 pairs on average. */
const BATCHES = { kinds: 400, marimo: 100 };
/** How many pairs of random schemas are compared at least. */
const PAIRS = 20_000;

describeWithPython('the model beside the real decoder', () => {
  let python: string;
  let decoder: RealDecoder;

  beforeAll(async () => {
    python = await pythonForTests();
    decoder = newDecoder();
  });

  afterAll(async () => decoder.end());

  it('says of every kind of type what the decoder does', async () => {
    const tally = await compare(await everyKind(python), BATCHES.kinds);
    for (const codec of ['msgpack', 'json']) {
      for (const told of ['value', 'DecodeError', 'ValidationError', 'UnicodeDecodeError', 'TypeError']) {
        expect(tally.said.get(`${codec} ${told}`), `${codec} ${told}`).toBeGreaterThan(0);
      }
    }
    expect(tally.shareOf('ask')).toBeLessThan(0.12);
  });

  it('says of every message of marimo what the decoder does', async () => {
    const tally = await compare(marimoMessages(), BATCHES.marimo);
    expect(tally.shareOf('ask')).toBeLessThan(0.12);
    expect(tally.shareOf('value')).toBeGreaterThan(0.25);
  });

  it('says of random schemas, and of what a skewed peer writes, what the decoder does', async () => {
    const found: Disagreement[] = [];
    const goesOn = (tally: Tally): boolean => tally.pairs < PAIRS && found.length === 0;
    const tally = await campaign({ newDecoder, seed: 1, goesOn, found: (one) => found.push(one) });
    expect(found.map(({ fault }) => fault)).toEqual([]);
    expect(tally.shareOf('ask')).toBeLessThan(0.12);
    expect(tally.shareOf('value')).toBeGreaterThan(0.25);
    expect(tally.skewed).toBeGreaterThan(PAIRS / 3);
  });

  function newDecoder(): RealDecoder {
    return new RealDecoder(python, import.meta.dirname);
  }

  /** Of the pairs that disagree, the first is told. */
  async function compare(subjects: readonly Subject[], batches: number): Promise<Tally> {
    const tally = new Tally();
    const tapes = fc.array(fc.uint8Array({ maxLength: 300, size: 'max' }), {
      minLength: 1,
      maxLength: 120,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.tuple(fc.nat(subjects.length - 1), tapes)), async ([index, all]) => {
        const subject = subjects[index];
        if (subject === undefined) return;
        const found = await compareBatch(
          { decoder, msgspec: NEWEST_MSGSPEC },
          subject,
          all,
          tally,
          subject.python,
        );
        expect(found === null ? null : [subject.python.name, found.document, found.fault]).toBeNull();
      }),
      // A disagreement is told before the test is given up.
      { numRuns: batches, interruptAfterTimeLimit: 40_000 },
    );
    return tally;
  }
});
