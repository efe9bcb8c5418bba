import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { conformsJson, predict } from '../../src/model/index.js';
import { readJson } from '../../src/wire/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { pythonForTests } from '../python/pythonForTests.js';
import { disagreement, documentDisagreement, forgedBytes } from './comparison.js';
import { Forge } from './forge.js';
import { jsonOf } from './jsonOf.js';
import { RealDecoder } from './realDecoder.js';
import { everyKind, marimoMessages, type Subject } from './subjects.js';
import { Tape } from './tape.js';

/** How many pairs are sent before their answers are waited for. */
const BATCH = 200;
/** How many batches are compared, of 100 pairs on average. */
const RUNS = { kinds: 400, marimo: 150, documents: 150 };

/** What the model said, by kind and by class of error. */
type Tally = Map<string, number>;

describeWithPython('the model beside the real decoder', () => {
  let decoder: RealDecoder;
  let kinds: readonly Subject[];
  const marimo = marimoMessages();

  beforeAll(async () => {
    const python = await pythonForTests();
    decoder = new RealDecoder(python);
    kinds = await everyKind(python);
  });

  afterAll(async () => decoder.end());

  it('says of every kind of type what the decoder does', async () => {
    const tally = await compareBytes(() => kinds, RUNS.kinds);
    for (const told of [
      'value',
      'DecodeError',
      'ValidationError',
      'UnicodeDecodeError',
      'TypeError',
      'ValueError',
    ]) {
      expect(tally.get(told), told).toBeGreaterThan(0);
    }
    expect(shareOf(tally, 'ask')).toBeLessThan(0.12);
  });

  it('says of every message of marimo what the decoder does', async () => {
    const tally = await compareBytes(() => marimo, RUNS.marimo);
    expect(shareOf(tally, 'ask')).toBeLessThan(0.12);
    expect(shareOf(tally, 'value')).toBeGreaterThan(0.25);
  });

  it('says of JSON documents whether the decoder takes them', async () => {
    const tally = await compareDocuments([...kinds, ...marimo], RUNS.documents);
    expect(shareOf(tally, 'unknown')).toBeLessThan(0.12);
    expect(shareOf(tally, 'conforms')).toBeGreaterThan(0.25);
    expect(shareOf(tally, 'breaks')).toBeGreaterThan(0.1);
  });

  async function compareBytes(subjects: () => readonly Subject[], runs: number): Promise<Tally> {
    const tally: Tally = new Map();
    await forAll(subjects(), runs, async (subject, tape) => {
      const bytes = forgedBytes(subject, tape);
      const outcome = await decoder.decode(subject.python, bytes);
      const prediction = predict(subject.schema, subject.type, bytes);
      count(tally, prediction.kind === 'refused' ? prediction.error.kind : prediction.kind);
      return disagreement(subject, bytes, prediction, outcome);
    });
    return tally;
  }

  async function compareDocuments(subjects: readonly Subject[], runs: number): Promise<Tally> {
    const tally: Tally = new Map();
    await forAll(subjects, runs, async (subject, tape) => {
      const document = Buffer.from(jsonOf(new Forge(subject.schema, tape).value(subject.type)));
      const outcome = await decoder.decode(subject.python, document, 'json');
      const json = readJson(document);
      if (json.kind !== 'json') throw new Error(`forged what is no JSON: ${json.text}`);
      const conformance = conformsJson(subject.schema, subject.type, json.value);
      count(tally, conformance.kind);
      return documentDisagreement(subject, document, conformance, outcome);
    });
    return tally;
  }
});

/** Compares many pairs at once; of those that disagree, the first is told. */
async function forAll(
  subjects: readonly Subject[],
  runs: number,
  compare: (subject: Subject, tape: Tape) => Promise<string | null>,
): Promise<void> {
  const pair = fc.tuple(fc.nat(subjects.length - 1), fc.uint8Array({ maxLength: 300, size: 'max' }));
  const batch = fc.array(pair, { minLength: 1, maxLength: BATCH, size: 'max' });
  await fc.assert(
    fc.asyncProperty(fc.noBias(batch), async (pairs) => {
      const all = await Promise.all(
        pairs.map(async ([index, tape]) => {
          const subject = subjects[index];
          return subject === undefined ? null : compare(subject, new Tape(tape));
        }),
      );
      expect(all.find((said) => said !== null)).toBeUndefined();
    }),
    { numRuns: runs },
  );
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

function shareOf(tally: Tally, what: string): number {
  const all = [...tally.values()].reduce((sum, one) => sum + one, 0);
  return (tally.get(what) ?? 0) / all;
}
