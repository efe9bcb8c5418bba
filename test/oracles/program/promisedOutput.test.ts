import { describe, expect, it } from 'vitest';
import { promisedOutput } from '../../../src/oracles/program/promisedOutput.js';

describe('promisedOutput', () => {
  it.each([
    ['print("a b-1")', ['a b-1']],
    ['"a"', ['a']],
    ['raise ValueError("a: #1")', ['a: #1']],
    ['print("a")\n\nprint("b")\n"c"\n', ['a', 'b', 'c']],
    ['import sys\nprint("a", file=sys.stderr)', ['a']],
    ['print("a")\nprint("b \\ud800")\nprint("c")', ['a']],
    ['raise ValueError("a \\udfff")', ['a ']],
    ['"a \\ud800"', ['a ']],
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
    'print("a \\ud800")\nprint("b")',
    'print("a \\ud7ff")',
    '"a \\ud800 b"',
    'print("a")\nprint("\\ud800")\nprint(x)',
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
