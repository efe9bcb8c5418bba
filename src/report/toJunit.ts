import type { Violation } from '../oracles/index.js';
import { headline } from './about.js';
import { cellLine } from './cellLine.js';
import { explain } from './explain.js';
import { plural } from './figures.js';
import type { CellReport } from './matrixReport.js';
import { replayLine } from './replayLine.js';
import type { ReportData } from './reportData.js';
import type { FindingReport, OracleReport, ReplayReport, RunReport } from './types.js';
import { element, xmlText } from './xml.js';

/**
 * Runs as JUnit XML: a test suite for each kernel, a test case for each oracle. New findings fail their oracle's test
 * case, known ones are its output; an oracle that judged nothing, and a run that could not be judged, are errors.
 * Of a whole report there is also a suite for the cases that were replayed, for the cells of a matrix, and for what
 * could not be run.
 */
export function toJunit(
  runs: readonly RunReport[],
  rest: Pick<ReportData, 'replays' | 'matrix' | 'failures'> = NOTHING,
): string {
  const suites = [
    ...runs.map(suite),
    ...plainSuite('replay', rest.replays.map(replayed)),
    ...plainSuite('matrix', rest.matrix?.cells.map(cellCase) ?? []),
    ...plainSuite('could not run', rest.failures.map(failureCase)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'skewfuzz' }, lines(suites))}\n`;
}

const NOTHING: Pick<ReportData, 'replays' | 'matrix' | 'failures'> = {
  replays: [],
  matrix: null,
  failures: [],
};

/** A suite without a run; none where there is nothing in it. */
function plainSuite(name: string, cases: readonly TestCase[]): readonly string[] {
  if (cases.length === 0) return [];
  const attributes = {
    name,
    tests: cases.length,
    failures: cases.filter((one) => one.result === 'failed').length,
    errors: cases.filter((one) => one.result === 'error').length,
  };
  return [element('testsuite', attributes, lines(cases.map((one) => one.xml)))];
}

function replayed(replay: ReplayReport): TestCase {
  const text = xmlText(replayLine(replay, { colour: false }));
  const name = replay.file;
  switch (replay.kind) {
    case 'fixed':
      return caseOf('passed', name, 'replay', []);
    case 'failed':
      if (replay.known !== null) return caseOf('passed', name, 'replay', [element('system-out', {}, [text])]);
      return caseOf('failed', name, 'replay', [element('failure', attributesOf(replay), [text])]);
    case 'changed':
      return caseOf('failed', name, 'replay', [element('failure', attributesOf(replay), [text])]);
    case 'unknown':
    case 'error': {
      const message = replay.kind === 'error' ? replay.message : replay.reason;
      return caseOf('error', name, 'replay', [element('error', { message, type: 'unknown' }, [text])]);
    }
  }
}

function attributesOf({ violation }: { readonly violation: Violation }): Readonly<Record<string, string>> {
  return { message: headline(violation), type: violation.outcome };
}

function cellCase(cell: CellReport): TestCase {
  const name = `${cell.release} ${cell.python} ${cell.host}`;
  const message = cellLine(cell);
  if (cell.verdict === 'invalid')
    return caseOf('failed', name, 'matrix', [
      element('failure', { message, type: 'invalid' }, [xmlText(cell.findings.join('\n'))]),
    ]);
  if (cell.verdict === 'unknown' || cell.missing)
    return caseOf('error', name, 'matrix', [element('error', { message, type: 'unknown' })]);
  return caseOf('passed', name, 'matrix', cell.verdict === 'unavailable' ? [element('skipped', {})] : []);
}

function failureCase(text: string): TestCase {
  return caseOf('error', text, 'run', [element('error', { message: text, type: 'error' })]);
}

interface TestCase {
  readonly result: 'passed' | 'failed' | 'error';
  readonly xml: string;
}

function suite(run: RunReport): string {
  const cases = [
    ...Object.entries(run.oracles).map(([name, of]) => oracleCase(name, of, run)),
    ...runCase(run),
  ];
  const properties = Object.entries({ seed: run.seed.text, ...run.versions }).map(([name, value]) =>
    element('property', { name, value }),
  );
  return element(
    'testsuite',
    {
      name: run.kernel,
      tests: cases.length,
      failures: cases.filter((one) => one.result === 'failed').length,
      errors: cases.filter((one) => one.result === 'error').length,
      time: run.seconds.toFixed(3),
      timestamp: run.began.slice(0, 19),
    },
    lines([element('properties', {}, lines(properties)), ...cases.map((one) => one.xml)]),
  );
}

function oracleCase(name: string, of: OracleReport, run: RunReport): TestCase {
  const findings = run.findings.filter((finding) => finding.violation.oracle === name);
  const fresh = findings.filter((finding) => finding.known === null);
  const known = findings.filter((finding) => finding.known !== null);
  const output = known.length === 0 ? [] : [element('system-out', {}, [explained(known)])];
  if (fresh.length > 0) {
    const attributes = { message: messageOf(fresh), type: fresh[0]?.violation.outcome ?? '' };
    const failure = element('failure', attributes, [explained(fresh)]);
    return testCase('failed', name, run, [failure, ...output]);
  }
  if (of.judged === 0) {
    const error = element('error', { message: `${name} judged nothing`, type: 'unknown' });
    return testCase('error', name, run, [error, ...output]);
  }
  return testCase('passed', name, run, output);
}

/** Only where the run as a whole could not be judged or went wrong: no file is green by omission. */
function runCase(run: RunReport): TestCase[] {
  if (run.verdict !== 'unknown' && run.errors.length === 0) return [];
  const text = [...run.reasons, ...run.errors].join('\n');
  const error = element('error', { message: `the run is ${run.verdict}`, type: 'unknown' }, [xmlText(text)]);
  return [testCase('error', 'run', run, [error])];
}

function testCase(
  result: TestCase['result'],
  name: string,
  run: RunReport,
  children: readonly string[],
): TestCase {
  return caseOf(result, name, run.kernel, children);
}

function caseOf(
  result: TestCase['result'],
  name: string,
  suiteName: string,
  children: readonly string[],
): TestCase {
  return { result, xml: element('testcase', { name, classname: `skewfuzz.${suiteName}` }, lines(children)) };
}

function messageOf(findings: readonly FindingReport[]): string {
  const [first] = findings;
  if (first === undefined) return '';
  const others = findings.length - 1;
  return `${headline(first.violation)}${others === 0 ? '' : `, and ${plural(others, 'more finding')}`}`;
}

function explained(findings: readonly FindingReport[]): string {
  return xmlText(findings.map((finding) => explain(finding, { colour: false })).join('\n'));
}

/** Each child on a line of its own. */
function lines(children: readonly string[]): string[] {
  return children.length === 0 ? [] : ['\n', children.join('\n'), '\n'];
}
