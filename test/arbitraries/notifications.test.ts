import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCENARIOS, type ScenarioName } from '../../src/arbitraries/index.js';
import { conformsJson, type JsonConformance } from '../../src/model/index.js';
import { bodyOf, channelsTo } from '../../src/schema/index.js';
import { readJson, sendsIn, textOf, type WireValue } from '../../src/wire/index.js';
import { marimo } from './schemas.js';

/** The texts that calls of the sending function hold. */
function documents(name: ScenarioName): readonly string[] {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(name);
  const cases = sample(scenario.arbitrary(marimo, true), { seed: 5, numRuns: 60 });
  return cases.flatMap(({ steps }) => sendsIn(steps).flatMap(({ value }) => sentBy(value)));
}

function at(value: WireValue | undefined, name: string): WireValue | undefined {
  return value?.kind === 'map'
    ? value.entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === name)?.[1]
    : undefined;
}

function sentBy(value: WireValue): readonly string[] {
  const call = at(value, 'functionName');
  const tag = at(value, 'type');
  const list = at(at(value, 'args'), 'v');
  if (tag?.kind !== 'str' || textOf(tag.bytes) !== 'invoke-function') return [];
  if (call?.kind !== 'str' || textOf(call.bytes) !== 'send') return [];
  return list?.kind === 'array'
    ? list.items.flatMap((item) => (item.kind === 'str' ? (textOf(item.bytes) ?? []) : []))
    : [];
}

const [stream] = channelsTo(marimo, 'from-kernel');
const judged = (document: string): JsonConformance =>
  conformsJson(
    marimo,
    stream === undefined ? { kind: 'nil' } : bodyOf(stream).type,
    new TextEncoder().encode(document),
  );

describe('notifications that a kernel is asked to send', () => {
  const all = documents('broadcast');

  it('are what the host takes, or of a kind that it does not have', () => {
    expect(all.length).toBeGreaterThan(500);
    for (const document of all) {
      const found = judged(document);
      if (found.kind === 'breaks') expect(found, document).toMatchObject({ path: '$.op' });
    }
    const conforming = all.filter((document) => judged(document).kind === 'conforms');
    expect(conforming.length).toBeGreaterThan(all.length / 2);
    expect(conforming.length).toBeLessThan(all.length);
  });

  it('are of many kinds, no two of them alike, and each has a field that no version has', () => {
    const kinds = new Set<unknown>();
    for (const document of all) {
      const reading = readJson(new TextEncoder().encode(document));
      const entries = reading.kind === 'json' && reading.value.kind === 'object' ? reading.value.entries : [];
      kinds.add(JSON.stringify(entries.find(([name]) => name === 'op')?.[1]));
      expect(
        entries.some(([name]) => name === 'skewfuzz'),
        document,
      ).toBe(true);
    }
    expect(kinds.size).toBeGreaterThan(40);
    expect(new Set(all).size).toBe(all.length);
  });

  it('of the hazard are all brand-new', () => {
    const fresh = documents('unknown-tag-hazard');
    expect(fresh.length).toBeGreaterThan(100);
    for (const document of fresh)
      expect(judged(document), document).toMatchObject({ kind: 'breaks', path: '$.op' });
  });
});
