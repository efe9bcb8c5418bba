import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, sentence, verdict, type Comparison, type Row } from '../../src/compat/index.js';
import { show } from '../../src/wire/index.js';
import { snapshots } from '../skew/snapshots.js';

const FILE = new URL('releases.txt', import.meta.url);
const DIRECTIONS = ['old-host-new-kernel', 'new-host-old-kernel'] as const;

const found: readonly Comparison[] = snapshots.slice(1).flatMap((neu, index) => {
  const old = snapshots[index];
  return old === undefined ? [] : [compare(old, neu)];
});

/** All that is more than safe between two releases, a line each. */
function page(comparison: Comparison): string {
  const told = verdict(comparison);
  const lines = DIRECTIONS.map((direction) => {
    const rows = comparison.rows.filter((row) => row.direction === direction && row.level !== 'safe');
    const tally = Object.entries(told[direction].counts).map(([level, count]) => `${level} ${count}`);
    return [`  ${direction}: ${tally.join(', ')}`, rows.map(lineOf)].flat().join('\n');
  });
  return `${comparison.old} -> ${comparison.new}: ${sentence(told)}\n${lines.join('\n')}`;
}

function lineOf({ level, messages, explain, channel, witness, unproven, shown, agreement }: Row): string {
  const message =
    witness === null ? 'no message' : `${witness.bytes.length} bytes ${show(witness.value, 90)}`;
  const proof = unproven ? 'unproven' : `${shown ?? 'not'} shown`;
  return `    ${level} (${messages}, ${channel ?? 'startup'}, ${agreement}, ${proof}) ${explain}: ${message}`;
}

describe('neighbouring releases', () => {
  it('do to each other what the golden file says (write it anew with UPDATE_GOLDEN=1)', () => {
    const pages = found.map(page);
    const text = `${pages.join('\n')}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, text);
    expect(text).toBe(readFileSync(FILE, 'utf8'));
    expect(pages.length).toBeGreaterThanOrEqual(9);
  });

  it('have a message for every difference, but for what only a pickle would hold', () => {
    const missing = found
      .flatMap(({ rows }) => rows)
      .filter(({ witness, predicted }) => witness === null && !JSON.stringify(predicted).includes('pickle'));
    expect(missing.map(({ explain }) => explain)).toEqual([]);
  });

  it('are compared fast, the first and the last of them too', () => {
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    if (first === undefined || last === undefined) throw new Error('snapshots were expected');
    const start = process.cpuUsage();
    compare(first, last);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(4);
  });
});
