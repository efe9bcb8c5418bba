import { headline } from './about.js';
import { explain } from './explain.js';
import { plural } from './figures.js';
import type { FindingReport, OracleReport, RunReport } from './types.js';
import { element, xmlText } from './xml.js';

/**
 * Runs as JUnit XML: a test suite for each kernel, a test case for each oracle. New findings fail their oracle's test
 * case, known ones are its output; an oracle that judged nothing, and a run that could not be judged, are errors.
 */
export function toJunit(runs: readonly RunReport[]): string {
  const suites = runs.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'skewfuzz' }, lines(suites))}\n`;
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
    const attributes = { message: message(fresh), type: fresh[0]?.violation.outcome ?? '' };
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
  return {
    result,
    xml: element('testcase', { name, classname: `skewfuzz.${run.kernel}` }, lines(children)),
  };
}

function message(findings: readonly FindingReport[]): string {
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
