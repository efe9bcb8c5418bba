import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import Ajv4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import {
  caseLine,
  observationLine,
  stepSummary,
  toJunit,
  toSarif,
  type CaseReport,
  type ReportData,
} from '../../src/report/index.js';
import { ROOT } from '../cli/runCli.js';
import { MATRIX } from './matrices.js';
import { DATA, FINDING, RUN } from './reports.js';

const schema = (name: string): string => readFileSync(join(ROOT, 'test/report/schemas', name), 'utf8');

function jsonSchema(name: string): object {
  const parsed: unknown = JSON.parse(schema(name));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${name} is no schema`);
  return parsed;
}

async function judged(contents: string): Promise<unknown> {
  const xml = [{ fileName: 'junit.xml', contents }];
  const { valid, errors } = await validateXML({ xml, schema: [schema('junit.xsd')] });
  return { valid, errors: errors.map(({ message }) => message) };
}

const VIOLATION = FINDING.violation;
const HOSTILE = '</script><img src=x onerror=alert(1)>\ud800\u0000\u001b[31m]]>&"\'|`';

/** One of everything, with texts that a kernel could have made up. */
const ALL: ReportData = {
  ...DATA,
  runs: [
    {
      ...RUN,
      kernel: `python "my kernel.py" ${HOSTILE}`,
      findings: [
        FINDING,
        { ...FINDING, known: `a limit of JSON ${HOSTILE}`, file: 'corpus/findings/a b/[é].json' },
        {
          ...FINDING,
          file: null,
          violation: { ...VIOLATION, expected: HOSTILE, path: HOSTILE, rule: 'swapped' },
        },
      ],
      reasons: [HOSTILE],
    },
    { ...RUN, verdict: 'unknown', reasons: ['a flake'], errors: ['disk full'], findings: [] },
  ],
  replays: [
    { kind: 'fixed', file: 'a.json', n: 3 },
    { kind: 'failed', file: 'b.json', reproduced: { k: 3, n: 3 }, violation: VIOLATION, known: null },
    { kind: 'failed', file: 'c.json', reproduced: { k: 3, n: 3 }, violation: VIOLATION, known: 'known' },
    { kind: 'changed', file: 'd.json', signature: 's', violation: VIOLATION },
    { kind: 'unknown', file: 'e.json', reason: 'fifo judged nothing' },
    { kind: 'error', file: HOSTILE, message: HOSTILE },
  ],
  matrix: MATRIX,
  failures: [`marimo: no Python ${HOSTILE}`],
};

describe('toSarif', () => {
  // One pattern of the schema is none in Unicode mode.
  const ajv = new Ajv4.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(jsonSchema('sarif-2.1.0.json'));

  it('is SARIF 2.1.0 by its published schema, whatever a kernel says', () => {
    expect(validate(JSON.parse(toSarif(ALL)))).toBe(true);
    expect(validate(JSON.parse(toSarif({ ...DATA, runs: [] })))).toBe(true);
    // The validator is no rubber stamp.
    expect(validate(JSON.parse(toSarif(ALL).replace('"level": "error"', '"level": "bad"')))).toBe(false);
  });

  it('has a rule for each broken rule, and a result for each finding at the file of its case', () => {
    const log: unknown = JSON.parse(toSarif(DATA));
    expect(log).toMatchObject({
      runs: [
        {
          tool: {
            driver: { name: 'skewfuzz', version: '0.1.0', rules: [{ id: 'round-trip/value-changed' }] },
          },
          results: [
            {
              ruleId: 'round-trip/value-changed',
              ruleIndex: 0,
              level: 'error',
              fingerprints: { 'skewfuzzSignature/v1': FINDING.signature },
              locations: [{ physicalLocation: { artifactLocation: { uri: FINDING.file } } }],
              suppressions: [],
            },
          ],
        },
      ],
    });
  });

  it('suppresses what is known, with the reason', () => {
    const data = { ...DATA, runs: [{ ...RUN, findings: [{ ...FINDING, known: 'a limit of JSON' }] }] };
    expect(JSON.parse(toSarif(data))).toMatchObject({
      runs: [{ results: [{ suppressions: [{ kind: 'external', justification: 'a limit of JSON' }] }] }],
    });
  });
});

describe('toJunit', () => {
  it('is JUnit XML by its published schema, whatever a kernel says', async () => {
    expect(await judged(toJunit(ALL.runs, ALL))).toEqual({ valid: true, errors: [] });
    expect(await judged(toJunit([]))).toEqual({ valid: true, errors: [] });
    const broken = toJunit(ALL.runs, ALL).replace('<testcase name', '<testcase called');
    expect(await judged(broken)).toMatchObject({ valid: false });
  });

  it('has a test case for each replayed case and each cell, failed where they failed', () => {
    const xml = toJunit([], ALL);
    const { cells } = MATRIX;
    expect(xml).toContain('<testsuite name="replay" tests="6" failures="2" errors="2">');
    expect(xml).toContain(`<testsuite name="matrix" tests="${cells.length}"`);
    expect(xml).toContain('<testsuite name="could not run" tests="1" failures="0" errors="1">');
  });
});

const CASE: CaseReport = {
  index: 7,
  kernel: 'echo',
  kernelNumber: 2,
  seed: { text: 'cafe', number: 12 },
  scenario: null,
  messages: 12,
  judged: 12,
  bytes: 99,
  tags: { ping: 12 },
  shapes: { valid: 12 },
  outcomes: { echoed: 12 },
  verdict: 'valid',
  violations: [],
  unknown: {},
  seconds: 0.25,
  steps: 3,
  first: [{ channel: 'control', tag: 'ping', shape: 'valid', times: 4, text: `{type: "${HOSTILE}"}` }],
};

describe('caseLine', () => {
  it('is one line with all that is known of a case', () => {
    const line = caseLine(CASE);
    expect(line.split('\n')).toHaveLength(2);
    expect(JSON.parse(line)).toEqual({ ...CASE, seed: 'cafe' });
  });
});

describe('observationLine', () => {
  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(jsonSchema('observations.json'));
  const observed = (one: CaseReport): unknown => {
    const line = observationLine(one, 1_700_000_000.5);
    expect(line.split('\n')).toHaveLength(2);
    const parsed: unknown = JSON.parse(line);
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
    return parsed;
  };

  it('is an observation of a test case that passed, failed or gave up', () => {
    expect(observed(CASE)).toMatchObject({
      status: 'passed',
      status_reason: '',
      how_generated: 'seed cafe, case 7',
    });
    expect(observed({ ...CASE, verdict: 'invalid', violations: ['fifo x', 'alive y'] })).toMatchObject({
      status: 'failed',
      status_reason: 'fifo x; alive y',
    });
    expect(
      observed({ ...CASE, verdict: 'unknown', unknown: { 'no reply rule': 3 }, scenario: 'burst' }),
    ).toMatchObject({ status: 'gave_up', status_reason: 'no reply rule' });
  });
});

describe('stepSummary', () => {
  it('says the verdict, what is new and how to see it again', () => {
    const text = stepSummary(DATA);
    expect(text).toMatch(/^## ❌ INVALID\n/);
    expect(text).toContain('| echo | ❌ invalid | 1 | 0 | 12,000 | 120 | 1172 |');
    expect(text).toContain('### New findings: 1');
    expect(text).toContain(`npx skewfuzz replay ${FINDING.file}`);
  });

  it('lets no text of a kernel become markup', () => {
    expect(stepSummary(ALL)).not.toMatch(/[^\\]<(script|img|\/script)/);
  });

  it('stays small with very many findings', () => {
    const findings = Array.from({ length: 1_000 }, () => FINDING);
    const text = stepSummary({ ...DATA, runs: [{ ...RUN, findings }] });
    expect(text).toContain('… and 950 more findings: see report.html');
    expect(text.length).toBeLessThan(60_000);
  });
});
