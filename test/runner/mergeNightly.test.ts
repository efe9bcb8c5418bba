import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annotations,
  nightlyJson,
  nightlyMarkdown,
  nightlySummary,
  readNightly,
  STALE,
  type NightlyReport,
  type ReplayedCase,
  type RunReport,
  type TargetReport,
} from '../../src/report/index.js';
import { mergeNightly, sortOut } from '../../src/runner/index.js';
import { FINDING, RUN } from '../report/reports.js';

const CLEAN: RunReport = { ...RUN, verdict: 'valid', findings: [], flakes: [], reasons: [], errors: [] };

const TARGET: TargetReport = {
  name: 'one',
  kernel: 'echo',
  replays: [],
  left: [],
  run: CLEAN,
  failure: null,
};

function replayed(one: Partial<ReplayedCase> & Pick<ReplayedCase, 'report'>): ReplayedCase {
  return {
    signature: 'old bug',
    found: '2026-11-19T02:17:00.000Z',
    accepted: null,
    baseline: 'none',
    ...one,
  };
}

const failed = {
  kind: 'failed',
  file: 'corpus/a.json',
  reproduced: { k: 3, n: 3 },
  violation: FINDING.violation,
  known: null,
} as const;
const fixed = { kind: 'fixed', file: 'corpus/b.json', n: 3 } as const;

function report(targets: readonly TargetReport[], shard = '1/2'): NightlyReport {
  return {
    began: '2026-11-20T02:17:00.000Z',
    seconds: 10.5,
    budgetSeconds: 12,
    seed: { text: '1', number: 1 },
    shards: [shard],
    against: null,
    targets,
    sorted: sortOut(targets),
  };
}

describe('sortOut', () => {
  it('is valid where nothing was found', () => {
    expect(sortOut([TARGET])).toEqual({
      verdict: 'valid',
      fresh: [],
      known: [],
      fixed: [],
      unjudged: [],
      errors: [],
    });
  });

  it('tells new findings from known ones, those of this run from those of before', () => {
    const known = { ...FINDING, signature: 'known bug', known: 'its reason' };
    const run = { ...RUN, findings: [FINDING, known] };
    const replays = [
      replayed({ report: failed }),
      replayed({ report: failed, signature: 'accepted', accepted: 'allowed: why' }),
    ];
    const sorted = sortOut([{ ...TARGET, run, replays }]);
    expect(sorted.verdict).toBe('invalid');
    expect(sorted.fresh.map(({ signature, note }) => [signature, note])).toEqual([
      ['old bug', '2026-11-19T02:17:00.000Z'],
      [FINDING.signature, null],
    ]);
    expect(sorted.known.map(({ signature, note }) => [signature, note])).toEqual([
      ['accepted', 'allowed: why'],
      ['known bug', 'its reason'],
    ]);
  });

  it('is invalid while the baseline has a line that is not true any more, and not once it was taken out', () => {
    const stale = [{ ...TARGET, replays: [replayed({ report: fixed, baseline: 'stale' })] }];
    expect(sortOut(stale)).toMatchObject({
      verdict: 'invalid',
      fixed: [{ signature: 'old bug', note: STALE }],
    });
    expect(sortOut(stale, true).verdict).toBe('valid');
    const removed = [{ ...TARGET, replays: [replayed({ report: fixed, baseline: 'removed' })] }];
    expect(sortOut(removed)).toMatchObject({ verdict: 'valid', fixed: [{ signature: 'old bug' }] });
    expect(sortOut([{ ...TARGET, replays: [replayed({ report: fixed })] }])).toMatchObject({
      verdict: 'valid',
      fixed: [],
    });
  });

  it('is unknown where something could not be judged, and tells what could not be run', () => {
    const run = { ...CLEAN, reasons: ['did not come back on a fresh kernel: x'] };
    expect(sortOut([{ ...TARGET, run }]).verdict).toBe('unknown');
    // A flake is no failure of a branch; a target that was not looked at is not known to be well.
    expect(sortOut([{ ...TARGET, run }], true).verdict).toBe('valid');
    expect(sortOut([{ ...TARGET, run: null }], true).verdict).toBe('unknown');
    expect(sortOut([{ ...TARGET, run: null }]).unjudged).toEqual([
      { target: 'one', because: 'no time was left to fuzz it' },
    ]);
    expect(sortOut([{ ...TARGET, run: null, failure: 'no Python' }]).errors).toEqual([
      { target: 'one', because: 'no Python' },
    ]);
  });
});

describe('mergeNightly', () => {
  const smaller = { ...FINDING, size: { steps: 1, messages: 1, bytes: 7 }, file: 'b/x.json' };
  const reports = [
    report(
      [
        {
          ...TARGET,
          run: { ...RUN, findings: [FINDING], cases: 3, alike: { a: 1 } },
          left: ['corpus/a.json', 'corpus/c.json'],
        },
      ],
      '2/3',
    ),
    report(
      [
        {
          ...TARGET,
          run: { ...RUN, findings: [smaller], cases: 4, alike: { a: 2, b: 1 } },
          replays: [replayed({ report: failed })],
        },
      ],
      '1/3',
    ),
    report([{ ...TARGET, name: 'two', run: null, failure: 'no Python' }], '3/3'),
  ] as const;

  it('adds up, keeps the smallest case of a finding, and forgets nothing', () => {
    const merged = mergeNightly(reports);
    expect(merged).toMatchObject({ shards: ['1/3', '2/3', '3/3'], seconds: 31.5, budgetSeconds: 36 });
    expect(merged.targets.map(({ name }) => name)).toEqual(['one', 'two']);
    const [one] = merged.targets;
    expect(one?.run).toMatchObject({ cases: 7, alike: { a: 3, b: 1 }, bytes: 2 * RUN.bytes });
    expect(one?.run?.findings.map(({ file }) => file)).toEqual(['b/x.json']);
    expect(one?.left).toEqual(['corpus/c.json']);
    expect(merged.sorted.errors).toEqual([{ target: 'two', because: 'no Python' }]);
    expect(merged.sorted.verdict).toBe('invalid');
  });

  it('is the same in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...reports], { minLength: 3, maxLength: 3 }), ([a, b, c]) => {
        if (a === undefined || b === undefined || c === undefined) throw new Error('three reports');
        expect(nightlyJson(mergeNightly([a, b, c]))).toBe(nightlyJson(mergeNightly(reports)));
      }),
    );
  });

  it('does not doubt what one shard did not judge and another did', () => {
    const idle = {
      ...CLEAN,
      verdict: 'unknown' as const,
      reasons: ['fifo judged nothing'],
      oracles: { fifo: { judged: 0, violations: 0, unknown: {} } },
    };
    const busy = { ...CLEAN, oracles: { fifo: { judged: 5, violations: 0, unknown: {} } } };
    const merged = mergeNightly([report([{ ...TARGET, run: idle }]), report([{ ...TARGET, run: busy }])]);
    expect(merged.sorted.verdict).toBe('valid');
    expect(mergeNightly([report([{ ...TARGET, run: idle }])]).sorted.verdict).toBe('unknown');
  });
});

describe('the report of a nightly run', () => {
  const whole = report([
    {
      ...TARGET,
      run: { ...RUN, findings: [FINDING] },
      replays: [replayed({ report: fixed, baseline: 'stale' })],
    },
  ]);

  it('is read as it was written, bytes too', () => {
    expect(readNightly('r.json', nightlyJson(whole))).toEqual(whole);
    const frame = {
      direction: 'sent',
      at: 1,
      channel: 'control',
      bytes: Buffer.from([1, 2]),
      length: 2,
    } as const;
    const run = { ...RUN, findings: [{ ...FINDING, frames: [frame] }] };
    expect(nightlyJson(report([{ ...TARGET, run }]))).toMatch(/"bytes": \{\s+"hex": "0102"/);
    expect(() => readNightly('r.json', '{"format": "other"}')).toThrow(
      /r\.json: expected the report\.json of a nightly run/,
    );
    expect(() => readNightly('r.json', nightlyJson(whole).slice(0, 99))).toThrow(/it is not JSON/);
  });

  it('says first what is new, known, fixed and not judged', () => {
    const text = nightlySummary(whole, { colour: false });
    expect(text).toMatch(/^INVALID nightly: 1 new finding, 0 known, 1 fixed, 0 not judged, 0 errors; /);
    expect(text).toContain('npx skewfuzz nightly --fix');
    expect(nightlyMarkdown(whole)).toMatch(/^## INVALID: 1 new, 0 known, 1 fixed, 0 not judged\n/);
  });

  it('is told to GitHub in commands that hold no line break and no comma of ours', () => {
    const odd = { ...FINDING, signature: 'a\nb%', file: 'x,y.json' };
    const text = annotations(report([{ ...TARGET, run: { ...RUN, findings: [odd] } }]));
    expect(text).toBe('::error file=x%2Cy.json,title=one%3A new finding::a%0Ab%25\n');
  });
});
