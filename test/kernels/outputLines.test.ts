import { describe, expect, it } from 'vitest';

import { LINE_CHARACTERS_MAX, OutputLines } from '../../src/kernels/outputLines.js';

function linesOf(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const told: string[] = [];
  const lines = new OutputLines((line) => told.push(line));
  for (const chunk of chunks) {
    lines.push(Buffer.from(chunk));
  }
  lines.end();
  return told;
}

describe('OutputLines', () => {
  it('cuts at the ends of lines, however the chunks come', () => {
    expect(linesOf('one\ntw', 'o\r\n\nthree')).toEqual(['one', 'two', '', 'three']);
  });

  it('says nothing of nothing', () => {
    expect(linesOf()).toEqual([]);
    expect(linesOf('one\n')).toEqual(['one']);
  });

  it('joins a character that came in two chunks', () => {
    const bytes = Buffer.from('é\n');
    expect(linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['é']);
  });

  it('cuts a long line, and says how much is missing', () => {
    const [line] = linesOf('x'.repeat(LINE_CHARACTERS_MAX), 'yyy\n');
    expect(line).toBe(`${'x'.repeat(LINE_CHARACTERS_MAX)} ... (3 more characters)`);
  });

  it('keeps no more than a line of a flood without an end', () => {
    const before = process.memoryUsage().heapUsed;
    const lines = new OutputLines(() => {});
    for (let chunk = 0; chunk < 1_000; chunk += 1) {
      lines.push(Buffer.alloc(65_536, 'x'));
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(40_000_000);
  });
});
