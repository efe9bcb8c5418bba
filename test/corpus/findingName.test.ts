import { describe, expect, it } from 'vitest';
import { findingName } from '../../src/corpus/index.js';
import { EVIDENCE } from './findings.js';

describe('findingName', () => {
  it('is oracle, outcome, tag and the first digits of the signature', () => {
    expect(findingName(EVIDENCE)).toBe('round-trip-lossy-ping-d5583afc');
    expect(findingName({ ...EVIDENCE, signature: 'another' })).toMatch(/^round-trip-lossy-ping-(?!d558)/);
  });

  it.each([
    ['no tag', null, /^round-trip-lossy-[0-9a-f]{8}$/],
    ['a path', '../../etc/passwd', /^round-trip-lossy-etc-passwd-[0-9a-f]{8}$/],
    ['odd characters', 'Ünï\u0000 / ', /^round-trip-lossy-n-[0-9a-f]{8}$/],
    ['a very long tag', 'x'.repeat(5000), /^round-trip-lossy-x{63}-[0-9a-f]{8}$/],
  ])('is a safe file name for %s', (_name, tag, name) => {
    const violation = { ...EVIDENCE.violation, tag };
    expect(findingName({ ...EVIDENCE, violation })).toMatch(name);
  });
});
