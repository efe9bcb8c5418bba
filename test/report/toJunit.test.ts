import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, toJunit, type RunReport } from '../../src/report/index.js';
import { FINDING, RUN } from './reports.js';
import { strictXml } from './strictXml.js';

const VALID: RunReport = { ...RUN, verdict: 'valid', findings: [] };

describe('toJunit', () => {
  it('is a suite for each kernel with a test case for each oracle', () => {
    expect(toJunit([VALID])).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="skewfuzz">
<testsuite name="echo" tests="5" failures="0" errors="0" time="60.000" timestamp="2026-01-02T03:04:05">
<properties>
<property name="seed" value="1172"/>
<property name="skewfuzz" value="0.1.0"/>
<property name="node" value="20.20.2"/>
</properties>
<testcase name="round-trip" classname="skewfuzz.echo"/>
<testcase name="fifo" classname="skewfuzz.echo"/>
<testcase name="clean-decode-failure" classname="skewfuzz.echo"/>
<testcase name="alive" classname="skewfuzz.echo"/>
<testcase name="notification" classname="skewfuzz.echo"/>
</testsuite>
</testsuites>
`,
    );
  });

  it('fails the oracle of a new finding, with the explanation', () => {
    const suite = strictXml(toJunit([RUN])).children[0];
    expect(suite?.attributes).toMatchObject({ tests: '5', failures: '1', errors: '0' });
    const failure = suite?.children[1]?.children[0];
    expect(failure?.name).toBe('failure');
    expect(failure?.attributes).toEqual({
      message: 'round-trip · lossy · value-changed · control · execute-cells · nan-infinity',
      type: 'lossy',
    });
    expect(failure?.text).toBe(explain(FINDING, { colour: false }));
  });

  it('tells of several findings of one oracle in one failure', () => {
    const failure = strictXml(toJunit([{ ...RUN, findings: [FINDING, FINDING] }])).children[0]?.children[1]
      ?.children[0];
    expect(failure?.attributes['message']).toMatch(/, and 1 more finding$/);
    expect(failure?.text.match(/^× /gm)).toHaveLength(2);
  });

  it('does not fail for a known finding, and still tells of it', () => {
    const run = { ...RUN, findings: [{ ...FINDING, known: 'a limit of JSON' }] };
    const suite = strictXml(toJunit([run])).children[0];
    expect(suite?.attributes).toMatchObject({ failures: '0', errors: '0' });
    expect(suite?.children[1]?.children.map((child) => child.name)).toEqual(['system-out']);
    expect(suite?.children[1]?.children[0]?.text).toContain('known     a limit of JSON');
  });

  it('is not green when an oracle judged nothing', () => {
    const fifo = { judged: 0, violations: 0, unknown: {} };
    const suite = strictXml(toJunit([{ ...VALID, oracles: { ...RUN.oracles, fifo } }])).children[0];
    expect(suite?.attributes).toMatchObject({ failures: '0', errors: '1' });
    expect(suite?.children[2]?.children[0]?.attributes).toEqual({
      message: 'fifo judged nothing',
      type: 'unknown',
    });
  });

  it('is not green when the run could not be judged or went wrong', () => {
    const unknown: RunReport = { ...VALID, verdict: 'unknown', reasons: ['a flake'], errors: ['disk full'] };
    const suite = strictXml(toJunit([unknown])).children[0];
    expect(suite?.attributes).toMatchObject({ tests: '6', errors: '1' });
    expect(suite?.children[6]?.attributes['name']).toBe('run');
    expect(suite?.children[6]?.children[0]?.text).toBe('a flake\ndisk full');
  });

  it('is well-formed and loses nothing, whatever the texts hold', () => {
    const anything = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), evil()) });
    fc.assert(
      fc.property(anything, anything, (kernel, reason) => {
        const run: RunReport = { ...VALID, kernel, verdict: 'unknown', reasons: [reason] };
        const suite = strictXml(toJunit([run])).children[0];
        expect(suite?.attributes['name']).toBe(escaped(kernel));
        expect(suite?.children[6]?.children[0]?.text).toBe(escaped(reason));
      }),
    );
  });
});

function evil(): fc.Arbitrary<string> {
  return fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    ']]>',
    '\u0000',
    '\u001b',
    '\n',
    '\r',
    '\t',
    '\ud800',
    '\uffff',
  );
}

/** Character by character what XML 1.0 cannot hold, written out from its production for Char. */
function escaped(text: string): string {
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const held =
      [0x9, 0xa, 0xd].includes(code) ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    return held ? char : `\\u{${code.toString(16)}}`;
  }).join('');
}
