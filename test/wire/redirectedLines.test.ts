import { describe, expect, it } from 'vitest';
import { readJson, redirectedLines } from '../../src/wire/index.js';

function linesOf(notification: unknown): readonly string[] {
  const reading = readJson(Buffer.from(JSON.stringify(notification)));
  return reading.kind === 'json' ? redirectedLines(reading.value) : [];
}

describe('redirectedLines', () => {
  it('are those of one output on stderr, or of several', () => {
    const one = { channel: 'stderr', data: '[W] a\n  b' };
    expect(linesOf({ op: 'cell-op', console: one })).toEqual(['[W] a', '  b']);
    const printed = { channel: 'stdout', data: 'printed' };
    expect(linesOf({ op: 'cell-op', console: [one, printed, { ...one, data: 'c' }] })).toEqual([
      '[W] a',
      '  b',
      'c',
    ]);
  });

  it('are none where there is no such output', () => {
    for (const console of [null, [], 'text', { channel: 'stderr', data: [1] }, { data: 'x' }]) {
      expect(linesOf({ op: 'cell-op', console })).toEqual([]);
    }
    expect(linesOf(['cell-op'])).toEqual([]);
  });
});
