import { describe, expect, it } from 'vitest';
import { campaignSummary, summary, type RunReport } from '../../src/report/index.js';
import { FINDING, RUN } from './reports.js';

const PLAIN = { colour: false };

/** The same run with nothing found. */
const CLEAN: RunReport = {
  ...RUN,
  verdict: 'valid',
  stopped: 'runs',
  findings: [],
  scenarios: {},
  faults: {},
  notReached: { tags: [], shapes: [], oracles: [], scenarios: [], faults: [] },
};

describe('summary', () => {
  it('closes a run with verdict, amount, oracles, findings, what was not reached and what to type next', () => {
    expect(summary(RUN, PLAIN)).toBe(
      `INVALID echo: 1 finding in 12,000 judged messages, 1 min 0 s, seed 1172
  sent 12,345 messages (3.1 MiB) in 120 cases to 2 kernels; 200 judged a second; time used up

  oracle                judged  violations  unknown
  round-trip            11,901           1       44  no reply rule, and 1 other reason
  fifo                  12,000           0        0
  clean-decode-failure      99           0        0
  alive                    600           0        0
  notification          12,600           0        0

  scenarios
    warmup  0 cases          0 of 0 judged
    burst   3 cases  1,299 of 1,300 judged  200 a second

  faults
    freeze  12 done  11 judged  1 violation

  outcomes
    echoed 11,900, lossy 1, refused 99

  findings
    × round-trip · lossy · value-changed · control · execute-cells · nan-infinity
      3/3 reproduced, 1 message, 42 bytes, corpus/findings/echo/round-trip-lossy-execute-cells-1f3a9c02.json

  not reached
    scenarios: warmup
    tags: execute-cells
    shapes: burst
    faults: kill

  next
    npx skewfuzz replay corpus/findings/echo/round-trip-lossy-execute-cells-1f3a9c02.json
    npx skewfuzz run --kernel echo --seed 1172
`,
    );
  });

  it('is short when there is nothing to tell', () => {
    expect(summary(CLEAN, PLAIN)).toBe(
      `VALID echo: 0 findings in 12,000 judged messages, 1 min 0 s, seed 1172
  sent 12,345 messages (3.1 MiB) in 120 cases to 2 kernels; 200 judged a second; all runs done

  oracle                judged  violations  unknown
  round-trip            11,901           1       44  no reply rule, and 1 other reason
  fifo                  12,000           0        0
  clean-decode-failure      99           0        0
  alive                    600           0        0
  notification          12,600           0        0

  outcomes
    echoed 11,900, lossy 1, refused 99

  next
    npx skewfuzz run --kernel echo --seed 1172
`,
    );
  });

  it('says why a run is unknown, and tells of flakes and errors', () => {
    const text = summary(
      {
        ...CLEAN,
        verdict: 'unknown',
        reasons: ['fifo judged nothing'],
        flakes: [
          { signature: 's', violation: { ...FINDING.violation, tag: 'ping' }, reproduced: { k: 1, n: 3 } },
        ],
        errors: ['could not save\u001b'],
      },
      PLAIN,
    );
    expect(text.split('\n').slice(0, 2)).toEqual([
      'UNKNOWN echo: 0 findings in 12,000 judged messages, 1 min 0 s, seed 1172',
      '  fifo judged nothing',
    ]);
    expect(text).toContain(
      '\n  flakes\n    ? round-trip · lossy · value-changed · control · ping · nan-infinity  1/3 reproduced\n',
    );
    expect(text).toContain('\n  errors\n    could not save\\u{1b}\n');
  });

  it('lists what was only counted and what was held back, the most frequent first', () => {
    const alike = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`s${n}`, n + 1]));
    const text = summary({ ...CLEAN, alike, notSent: { 'runs\u001bcode': 7, 'too large': 1200 } }, PLAIN);
    expect(text).toContain('\n  more of the same\n    10  s9\n     9  s8\n');
    expect(text).toContain('\n     3  s2\n    … and 2 more kinds\n');
    expect(text).toContain('\n  not sent\n    1,200  too large\n        7  runs\\u{1b}code\n');
  });

  it('counts known findings apart, gives their reason and does not ask to replay them', () => {
    const text = summary({ ...RUN, findings: [{ ...FINDING, known: 'a limit of JSON' }] }, PLAIN);
    expect(text).toContain('1 finding (1 known) in');
    expect(text).toContain('    = round-trip');
    expect(text).toContain('      known: a limit of JSON\n');
    expect(text).not.toContain('skewfuzz replay');
  });
});

describe('campaignSummary', () => {
  it('ends with a line for each kernel', () => {
    const runs = [RUN, { ...CLEAN, kernel: 'marimo' }];
    const text = campaignSummary({ verdict: 'invalid', seconds: 1800, runs }, PLAIN);
    expect(text.startsWith(summary(RUN, PLAIN))).toBe(true);
    expect(text.split('\n').slice(-4)).toEqual([
      'INVALID in 30 min 0 s',
      '  INVALID  echo    12,000 messages  1 finding',
      '  VALID    marimo  12,000 messages  0 findings',
      '',
    ]);
  });
});

describe('summary of hazards', () => {
  it('gives both figures of each, and says nothing where there was none', () => {
    const hazards = {
      'new-notifications': { arrived: 1_200, refused: 1_200 },
      'new-commands': { arrived: 31, refused: 30 },
    };
    expect(summary({ ...CLEAN, hazards }, PLAIN)).toContain(`
  hazards
    notifications with a new tag  1,200 arrived  1,200 refused by the union of the host
    commands with a new tag          31 arrived  30 refused by the kernel
`);
    expect(summary(CLEAN, PLAIN)).not.toContain('hazards');
  });
});
