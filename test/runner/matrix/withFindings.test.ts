import { describe, expect, it } from 'vitest';

import { newestMarimoSchema } from '../../../src/kernels/index.js';
import type { Joined } from '../../../src/runner/matrix/findings.js';
import { verdictOf, withFindings } from '../../../src/runner/matrix/withFindings.js';
import { CELL } from '../../report/matrices.js';
import { FINDING } from '../../report/reports.js';

const RELEASES = ['1', '2', '3', '4'];

function joined(change: Partial<Joined>): Joined {
  return {
    signature: 'bug',
    reason: null,
    steps: [],
    violation: FINDING.violation,
    schema: newestMarimoSchema(),
    sightings: [],
    suspected: [],
    file: null,
    finding: null,
    range: null,
    traced: false,
    ...change,
  };
}

const at = (release: string, python = '3.11'): typeof CELL => ({ ...CELL, release, python, host: 'own' });
const seen = { release: '2', python: '3.11', host: 'own', holds: true, reproduced: null };
const again = { ...seen, host: null, reproduced: { k: 3, n: 3 } };

function verdicts(one: Joined, python = '3.11'): readonly string[] {
  return RELEASES.map((release) => withFindings(at(release, python), [one], RELEASES).verdict);
}

describe('withFindings', () => {
  it('puts a finding where it was met, with that host only', () => {
    const one = joined({ sightings: [seen] });
    expect(verdicts(one)).toEqual(['valid', 'invalid', 'valid', 'valid']);
    expect(withFindings({ ...at('2'), host: '4' }, [one], RELEASES).verdict).toBe('valid');
    expect(verdicts(one, '3.12')).toEqual(['valid', 'valid', 'valid', 'valid']);
  });

  it('puts it where its case was run again, with every host', () => {
    const one = joined({ sightings: [again] });
    expect(withFindings({ ...at('2'), host: '4' }, [one], RELEASES).findings).toEqual(['bug']);
  });

  it('puts it on both sides of a release that has it, unless the case was run there and showed nothing', () => {
    const range = { from: '1', to: '3' };
    expect(verdicts(joined({ sightings: [again], range }))).toEqual([
      'invalid',
      'invalid',
      'invalid',
      'valid',
    ]);
    const not = { ...again, release: '3', holds: false };
    expect(verdicts(joined({ sightings: [again, not], range }))).toEqual([
      'invalid',
      'invalid',
      'valid',
      'valid',
    ]);
  });

  it('keeps it away from interpreters that never showed it', () => {
    const range = { from: '1', to: '4' };
    expect(verdicts(joined({ sightings: [again], range }), '3.12')).toEqual(Array(4).fill('valid'));
  });

  it('tells a known one apart, which makes nothing invalid', () => {
    const cell = withFindings(at('2'), [joined({ sightings: [seen], reason: 'accepted' })], RELEASES);
    expect(cell).toMatchObject({ verdict: 'valid', findings: [], known: ['bug'] });
  });

  it('makes a cell unknown that met what only looks like a finding, unless the finding is there', () => {
    const suspected = [{ release: '1', python: '3.11', host: 'own' }];
    const one = joined({ sightings: [again], suspected });
    expect(withFindings(at('1'), [one], RELEASES)).toMatchObject({ verdict: 'unknown', findings: [] });
    expect(withFindings(at('1'), [one], RELEASES).because).toContain('bug');
    expect(withFindings({ ...at('1'), host: '4' }, [one], RELEASES).verdict).toBe('valid');
    const there = joined({ sightings: [again], suspected, range: { from: '1', to: '2' } });
    expect(withFindings(at('1'), [there], RELEASES).verdict).toBe('invalid');
  });

  it('makes of an unknown cell with a finding an invalid one, and leaves one that is unavailable', () => {
    const unknown = { ...at('2'), verdict: 'unknown', because: 'why' } as const;
    const one = joined({ sightings: [seen] });
    expect(withFindings(unknown, [one], RELEASES)).toMatchObject({ verdict: 'invalid', because: 'why' });
    expect(withFindings(unknown, [], RELEASES)).toMatchObject({ verdict: 'unknown', because: 'why' });
    const gone = { ...at('2'), verdict: 'unavailable', because: 'why' } as const;
    expect(withFindings(gone, [joined({ sightings: [again] })], RELEASES)).toEqual(gone);
  });
});

describe('verdictOf', () => {
  const valid = CELL;
  const invalid = { ...CELL, verdict: 'invalid' } as const;
  const unknown = { ...CELL, verdict: 'unknown' } as const;
  const unsupported = { ...CELL, verdict: 'unavailable', missing: false } as const;
  const missing = { ...CELL, verdict: 'unavailable', missing: true } as const;

  it.each([
    [[valid], 'valid'],
    [[valid, unsupported], 'valid'],
    [[valid, missing], 'unknown'],
    [[valid, unknown], 'unknown'],
    [[unsupported], 'unknown'],
    [[], 'unknown'],
    [[valid, unknown, missing, invalid], 'invalid'],
  ] as const)('weighs findings most, then what could not be judged: %#', (cells, verdict) => {
    expect(verdictOf(cells)).toBe(verdict);
  });
});
