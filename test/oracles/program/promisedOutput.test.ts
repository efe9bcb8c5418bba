import { describe, expect, it } from 'vitest';
import { promisedOutput } from '../../../src/oracles/program/promisedOutput.js';

describe('promisedOutput', () => {
  it.each([
    ['print("a b-1")', ['a b-1']],
    ['"a"', ['a']],
    ['raise ValueError("a: #1")', ['a: #1']],
    ['print("a")\n\nprint("b")\n"c"\n', ['a', 'b', 'c']],
    ['import sys\nprint("a", file=sys.stderr)', ['a']],
  ])('knows what %j says', (code, texts) => {
    expect(promisedOutput(code)).toEqual(texts);
  });

  it.each([
    '',
    'pass',
    'import sys',
    'print("a"',
    'print(x)',
    'print("a\\n")',
    'print("<a>")',
    'print("")',
    'print("é")',
    'print("a", "b")',
    'print("a", file=sys.stderr)',
    ' print("a")',
    '"a"\nprint("b")',
    '"a"\n"b"',
    'raise ValueError("a")\nprint("b")',
    'raise SystemExit("a")',
    'raise KeyboardInterrupt("a")',
    'raise ValueError',
    'x = "a"',
    'print("a");x',
  ])('promises nothing of %j', (code) => {
    expect(promisedOutput(code)).toBeNull();
  });
});
