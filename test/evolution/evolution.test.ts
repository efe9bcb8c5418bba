import { beforeAll, describe, expect, it } from 'vitest';

import { disagreement } from '../../modelDiff/comparison.js';
import type { Outcome } from '../../modelDiff/realDecoder.js';
import { predict, type Prediction } from '../../src/model/index.js';
import { diff, staticRules, type Level } from '../../src/skew/index.js';
import { encode, equal, hex } from '../../src/wire/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { ROWS } from '../skew/rows.js';
import { bodyType, CASES, CHANGES, shown, type Case } from './evolutionTable.js';
import { isKept, saysTheSame } from './meaning.js';
import { outcomesOnTheWire } from './outcomesOnTheWire.js';
import type { Reading } from './reading.js';

/** How bad a rule may call what a message shows. */
const LEVELS: Readonly<Record<Reading['kind'], readonly Level[]>> = {
  meant: ['safe', 'hazard', 'loses', 'breaks'],
  asked: ['hazard'],
  changed: ['loses', 'breaks'],
  refused: ['breaks', 'hazard'],
};

/** Of the rows of one record the message is the worst there is. */
const WORST: Readonly<Record<Reading['kind'], readonly Level[]>> = {
  meant: ['safe'],
  asked: ['hazard'],
  changed: ['loses'],
  refused: ['breaks'],
};

const NAMED: readonly (readonly [string, Case])[] = CASES.map((one) => [one.name, one]);

describe('the evolution table', () => {
  it('has messages for every row of the static rules', () => {
    expect(CHANGES.map(({ row }) => row)).toEqual(expect.arrayContaining(ROWS.map(([row]) => row)));
    expect(CASES.length).toBeGreaterThan(300);
  });

  it.each(NAMED)('%s: is predicted', (_name, { reader, bytes, codec, reading }) => {
    const prediction = predict(reader, bodyType(reader), bytes, codec);
    if (reading.kind === 'asked') expect(prediction.kind).toBe('ask');
    else expect(disagreement(prediction, outcomeIn(reading))).toBeNull();
    expect(prediction.kind === 'ask').toBe(reading.kind === 'asked');
  });

  it.each(NAMED)('%s: is what the writer writes', (_name, { writer, bytes, codec, reading }) => {
    const own = predict(writer, bodyType(writer), bytes, codec);
    // Where code of the writer's class runs, only Python knows.
    if (own.kind === 'ask') return;
    expect(own.kind).toBe('value');
    if (codec === 'msgpack')
      expect(own.kind === 'value' && equal(own.value, reading.sent.msgpack)).toBe(true);
  });

  it.each(CASES)(
    '$name: is called meant or changed by what is in it',
    ({ writer, reader, bytes, codec, reading }) => {
      const own: Prediction = predict(shown(writer), bodyType(writer), bytes, codec);
      if (own.kind !== 'value') return;
      const before = { schema: writer, value: own.value };
      if (reading.kind === 'meant')
        expect(saysTheSame(before, { schema: reader, value: reading.read })).toBe(true);
      if (reading.kind === 'changed') {
        expect(isKept(reading.at, before, { schema: reader, value: reading.read })).toBe(false);
      }
    },
  );

  it.each(CASES)(
    '$name: is as bad as the static rules say',
    ({ row, from, to, isOnward, codec, reading }) => {
      const rulings = staticRules(from, to, diff(from, to));
      const claims = new Set(
        rulings.map(({ oldToNew, newToOld }) => (isOnward ? oldToNew : newToOld)[codec].level),
      );
      const level = (['breaks', 'loses', 'hazard'] as const).find((each) => claims.has(each)) ?? 'safe';
      const isRow = ROWS.some(([name]) => name === row);
      expect((isRow ? WORST : LEVELS)[reading.kind]).toContain(level);
    },
  );
});

describeWithPython('the evolution table on the wire', () => {
  let outcomes: ReadonlyMap<Case, Outcome> = new Map();
  beforeAll(async () => {
    outcomes = await outcomesOnTheWire(CASES);
  });

  it.each(NAMED)('%s', (_name, one) => {
    const { reader, bytes, codec, reading } = one;
    const outcome = outcomes.get(one);
    if (outcome === undefined) throw new Error('nothing came');
    if (reading.kind !== 'asked') expect(shownOutcome(outcome)).toEqual(shownOutcome(outcomeIn(reading)));
    expect(disagreement(predict(reader, bodyType(reader), bytes, codec), outcome)).toBeNull();
  });
});

/** What the table says that comes. */
function outcomeIn(reading: Exclude<Reading, { kind: 'asked' }>): Outcome {
  if (reading.kind !== 'refused') return { kind: 'value', bytes: encode(reading.read) };
  const { message, path } = reading;
  return {
    kind: 'refused',
    error: ['ValidationError', path === null ? message : `${message} - at \`${path}\``],
  };
}

function shownOutcome(outcome: Outcome): string {
  return outcome.kind === 'value' ? hex(outcome.bytes) : `${outcome.kind} ${outcome.error.join(': ')}`;
}
