import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/oracles/index.js';
import { about } from '../../src/report/index.js';
import { FINDING } from './reports.js';

describe('about', () => {
  it('is a headline and three lines', () => {
    expect(about(FINDING.violation)).toEqual({
      headline: 'round-trip · lossy · value-changed · control · execute-cells · nan-infinity',
      lines: [
        'execute-cells on control came back changed at $.request.meta.x (float64 -> nil).',
        'expected  {x: NaN, y: 1}',
        'got       {x: nil, y: 1}',
      ],
    });
  });

  it('leaves out what does not apply', () => {
    const nothing = { channel: null, step: null, tag: null, shape: null, path: null, change: null };
    const violation = { ...FINDING.violation, ...nothing, outcome: 'crash', rule: 'exit-code' } as const;
    expect(about(violation).headline).toBe('round-trip · crash · exit-code');
    expect(about(violation).lines[0]).toBe('The kernel died.');
  });

  it.each<[Outcome, string]>([
    ['echoed', 'ping on control was answered, but not as promised.'],
    ['lossy', 'ping on control came back changed.'],
    ['refused', 'ping on control was refused wrongly.'],
    ['dropped-logged', "ping on control got no answer; only the kernel's log tells of it."],
    ['dropped-silent', 'ping on control vanished: no answer, no error, no log line.'],
    ['zombie', 'The kernel lives but no longer answers on control.'],
    ['crash', 'The kernel died.'],
    ['hang', 'The kernel did not come to an end in time.'],
    ['reordered', 'Messages on control were answered in another order than they were sent.'],
    ['duplicated', 'ping on control was answered more than once.'],
  ])('says what %s means', (outcome, sentence) => {
    const violation = { ...FINDING.violation, outcome, tag: 'ping', path: null, change: null };
    expect(about(violation).lines[0]).toBe(sentence);
  });
});
