import { describe, expect, it } from 'vitest';
import { replayLine, replaySummary, type ReplayReport } from '../../src/report/index.js';
import { FINDING } from './reports.js';

const PLAIN = { colour: false };
const { violation } = FINDING;
const REPLAYS: readonly ReplayReport[] = [
  { kind: 'fixed', file: 'a.json', n: 3 },
  { kind: 'failed', file: 'b.json', reproduced: { k: 2, n: 3 }, violation, known: null },
  { kind: 'failed', file: 'c.json', reproduced: { k: 3, n: 3 }, violation, known: 'a limit of JSON' },
  { kind: 'changed', file: 'd.json', signature: 'fifo reordered swapped - - -', violation },
  { kind: 'unknown', file: 'e.json', reason: 'the probe was not answered' },
  { kind: 'error', file: 'f.json', message: 'it is\ntruncated' },
];

describe('replayLine', () => {
  it('says FIXED, FAILED or ERROR, and why', () => {
    const sentence = 'execute-cells on control came back changed at $.request.meta.x (float64 -> nil).';
    expect(REPLAYS.map((replay) => replayLine(replay, PLAIN))).toEqual([
      'FIXED   a.json  passed in 3 runs',
      `FAILED  b.json  2/3  ${sentence}`,
      `FAILED  c.json  3/3  ${sentence} (known: a limit of JSON)`,
      `FAILED  d.json  in another way than before: ${sentence} (fifo reordered swapped - - -)`,
      'ERROR   e.json  could not be judged: the probe was not answered',
      'ERROR   f.json  it is\\ntruncated',
    ]);
  });

  it('is coloured only when told', () => {
    const fixed: ReplayReport = { kind: 'fixed', file: 'a.json', n: 3 };
    expect(replayLine(fixed, { colour: true })).toBe('\u001b[32mFIXED \u001b[39m  a.json  passed in 3 runs');
  });
});

describe('replaySummary', () => {
  it('counts, and names the first to look at', () => {
    expect(replaySummary(REPLAYS, PLAIN)).toBe(
      '6 cases: 1 fixed, 3 failed, 2 errors\nnext  npx skewfuzz replay b.json\n',
    );
  });

  it('does not ask to repeat the only one', () => {
    expect(replaySummary(REPLAYS.slice(1, 2), PLAIN)).toBe('1 case: 0 fixed, 1 failed, 0 errors\n');
  });
});
