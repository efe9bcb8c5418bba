import { describe, expect, it } from 'vitest';
import { looseSignatureOf, signatureOf, type Violation } from '../../src/oracles/index.js';

const VIOLATION: Violation = {
  oracle: 'round-trip',
  rule: 'value-changed',
  outcome: 'lossy',
  channel: 'control',
  step: 17,
  tag: 'execute-cells',
  shape: 'nan',
  path: '$.codes[...][3].at[17]',
  change: 'float64 -> nil',
  expected: 'NaN',
  actual: 'nil',
  because: 'control #17 came back with a difference',
};

describe('signatureOf', () => {
  it('holds oracle, outcome, rule, tag, place and change', () => {
    expect(signatureOf(VIOLATION)).toBe(
      'round-trip lossy value-changed execute-cells $.codes[].at[] float64 -> nil',
    );
  });

  it('is the same whatever index, key, step, channel, shape and value', () => {
    const other = {
      ...VIOLATION,
      path: '$.codes[0].at[0]',
      step: 1,
      channel: 'input',
      shape: null,
      expected: 'x',
      because: '',
    };
    expect(signatureOf(other)).toBe(signatureOf(VIOLATION));
  });

  it.each([
    ['oracle', { oracle: 'fifo' }],
    ['outcome', { outcome: 'echoed' }],
    ['rule', { rule: 'stale-answer' }],
    ['tag', { tag: null }],
    ['path', { path: '$.codes' }],
    ['change', { change: null }],
  ] as const)('differs by %s', (_, part) => {
    expect(signatureOf({ ...VIOLATION, ...part })).not.toBe(signatureOf(VIOLATION));
  });

  it('names what is missing by a dash', () => {
    expect(signatureOf({ ...VIOLATION, tag: null, path: null, change: null })).toBe(
      'round-trip lossy value-changed - - -',
    );
  });
});

describe('looseSignatureOf', () => {
  it('leaves tag and place open, and nothing else', () => {
    expect(looseSignatureOf({ ...VIOLATION, tag: null, path: null })).toBe(looseSignatureOf(VIOLATION));
    expect(looseSignatureOf(VIOLATION)).toBe('round-trip lossy value-changed float64 -> nil');
  });

  it('does not tell a kernel that is deaf on one channel from one that is deaf on all', () => {
    const deaf: Violation = { ...VIOLATION, oracle: 'alive', rule: 'deaf', outcome: 'zombie', change: null };
    expect(looseSignatureOf({ ...deaf, rule: 'hang', outcome: 'hang' })).toBe(looseSignatureOf(deaf));
    expect(looseSignatureOf({ ...deaf, rule: 'stop-late', outcome: 'hang' })).not.toBe(
      looseSignatureOf(deaf),
    );
  });

  it('does not tell a silent loss from a logged one', () => {
    const lost: Violation = {
      ...VIOLATION,
      oracle: 'fifo',
      rule: 'lost',
      outcome: 'dropped-silent',
      change: null,
    };
    expect(looseSignatureOf({ ...lost, outcome: 'dropped-logged' })).toBe(looseSignatureOf(lost));
    expect(signatureOf({ ...lost, outcome: 'dropped-logged' })).not.toBe(signatureOf(lost));
  });
});
