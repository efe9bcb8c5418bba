import { describe, expect, it } from 'vitest';
import { readReport, reportJson, type ReportData } from '../../src/report/index.js';
import { MATRIX } from './matrices.js';
import { DATA, FINDING, RUN } from './reports.js';

describe('reportJson', () => {
  it('holds all that the other formats are made from', () => {
    const flake = { signature: 's', violation: FINDING.violation, reproduced: { k: 1, n: 6 } };
    const data: ReportData = {
      ...DATA,
      runs: [{ ...RUN, flakes: [flake] }],
      replays: [{ kind: 'fixed', file: 'a.json', n: 3 }],
      matrix: MATRIX,
      failures: ['marimo: no Python'],
    };
    expect(readReport('report.json', reportJson(data))).toEqual(data);
  });

  it('keeps half a character apart from the text that says it', () => {
    const violation = { ...FINDING.violation, expected: '\ud800', actual: '\\ud800' };
    const data = { ...DATA, runs: [{ ...RUN, findings: [{ ...FINDING, violation }] }] };
    expect(readReport('report.json', reportJson(data))).toEqual(data);
  });

  it('cuts what is too long for any reader, and says so', () => {
    const violation = { ...FINDING.violation, actual: 'x'.repeat(10 * 1024 * 1024) };
    const text = reportJson({ ...DATA, runs: [{ ...RUN, findings: [{ ...FINDING, violation }] }] });
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('(10,485,760 characters)');
  });
});

describe('readReport', () => {
  it.each([
    ['{', /Read r\.json: expected a JSON document/],
    ['[]', /expected "format": "skewfuzz-report", got undefined/],
    ['{"format":"skewfuzz-report","version":2}', /expected version 1, got 2/],
    ['{"format":"skewfuzz-report","version":1}', /parts of the report are missing/],
  ])('refuses %s and says why', (text, why) => {
    expect(() => readReport('r.json', text)).toThrow(why);
  });
});
