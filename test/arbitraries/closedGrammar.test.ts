import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedCode, isClosedGrammar } from '../../src/arbitraries/index.js';
import { BROKEN_ENDINGS, NAMES } from '../../src/arbitraries/closedWords.js';
import { codeOfLength, trickyCode } from '../../src/arbitraries/code.js';
import { drawn } from '../../src/arbitraries/drawn.js';
import { textOf } from '../../src/wire/index.js';

const CLOSED: readonly string[] = [
  ['', '\n', 'x', 'x = 1', 'print("a", x)', 'x = 1\ny = x + 2\nprint(y)'],
  ['1 + 2 * 3 // 4 % 5', '"é" * 1000', '-0.0'],
  ['[i * i for i in range(1000)]', '{i: str(i) for i in range(3)}', '{"a": [1, (2,), {3}]}'],
  ['raise ValueError("x")'],
  ['for i in range(3):\n    print(i)', 'try:\n    raise KeyError\nexcept KeyError:\n    pass'],
  ['if 1 < 2:\n    pass'],
  ['f"total: {x}!"', 'x = float("nan")', '"\\ud800"', '"""a\nb"""', 'r"a"', 'b"\\xff"'],
  ['# note', '\ufeffx = 1', 'del x'],
  ['x = 1\nprint(', 'x = 1\n(((', '😀 = 1', 'x.', 'len("a")', 'sum(range(10))'],
  ['print("__import__(\'os\')")', "'\"'"],
].flat();

const OPEN: readonly string[] = [
  ['import os', 'from os import *', '__import__("os")', 'eval("1")', 'exec("1")', 'open("x")'],
  ['input()', 'breakpoint()'],
  ['x.y', 'x.y()', '"a".join(x)', '().__class__', 'getattr(x, "y")', 'print.__self__', 'x[0]'],
  ['x()', 'i', 'os', '_', '__file__'],
  ['9 ** 9 ** 9', '1 << 9', 'x * 9', 'x % 9', '"%999999999d" % 1', '"a" * 1001', 'x = x * 2'],
  ['[x]', '[x, x]', 'x = f"{x}{x}"'],
  ['[i for i in range(1001)]', '[x for i in range(9)]', '[i for i in x]'],
  ['while True:\n    pass', 'def f(): pass', 'lambda: 1'],
  ['class C: pass', 'raise ImportError("x")', 'raise ModuleNotFoundError', 'x = 1; y = 2'],
  ['x: int = 1', 'print = 1', 'print(*x)'],
  ['print("a", file=x)', 'global x', '@x', 'with x:\n    pass', 'await x', 'yield 1'],
  ['x = y = 1', 'x, y = 1, 2', 'assert eval("1") < 2'],
  ['"a" "b"', '""""a', '"""a""""', "'''a'''", '"a\nb"', '"\\', '"\\q"', '"a\\\n"', 'f"{x!r}"'],
  ['f"{x:9}"', 'f"{1}"', 'rb"a"', "f'{x}'"],
  ['ｅval("1")', 'x\u2028import os', '# a\u2028import os', '# a\rimport os', '# a\fimport os'],
  ['"a\rimport os"', '\timport os'],
  ['# coding: utf-7', 'x\n# vim: set fileencoding=utf-7 :', '"""\n# coding: utf-7"""'],
  ['x = 1\n\n\n    y = 2', ' x', 'x ', 'x=1'],
  ['for i in range(3):\n    x = x + "a"'],
  ['for i in range(3):\n    for i in range(3):\n        pass', 'if x:\n    pass', '{**x}'],
  ['[*x]'],
  ['x if x else x', 'not x', 'x and x', 'x == x', 'x + y', 'x is x', '1j', '1 if 1 else 1'],
  ['1_000', '0o7', 'x := 1', '`x`'],
].flat();

describe('isClosedGrammar', () => {
  it.each(CLOSED)('takes %j', (code) => {
    expect(isClosedGrammar(code)).toBe(true);
  });

  it.each(OPEN)('refuses %j', (code) => {
    expect(isClosedGrammar(code)).toBe(false);
  });

  it('takes all that is generated, and nothing of it with a call put in', () => {
    for (const code of sample(closedCode(), { seed: 17, numRuns: 3000 })) {
      expect(isClosedGrammar(code), code).toBe(true);
      expect(isClosedGrammar(`eval("1")\n${code}`), code).toBe(false);
      expect(isClosedGrammar(`x = open("/etc")\n${code}`), code).toBe(false);
    }
  });

  it('takes text that is hard to carry', () => {
    const making = { number: 0, room: 0, style: {}, depth: 0, length: null };
    for (const value of sample(
      drawn((draw) => trickyCode({ ...making, draw })),
      { seed: 17, numRuns: 2000 },
    )) {
      const code = value.kind === 'str' ? textOf(value.bytes) : null;
      expect(code !== null && isClosedGrammar(code), JSON.stringify(code)).toBe(true);
    }
  });

  it('takes a large literal, and judges it in a moment', () => {
    const large = textOf(codeOfLength('😀', 10 * 2 ** 20 + 1)) ?? '';
    expect(isClosedGrammar(large)).toBe(true);
    expect(isClosedGrammar(`${large}\neval("1")`)).toBe(false);
    expect(isClosedGrammar([large, large, large, large].join('\n'))).toBe(false);
  });

  it('takes neither many lines nor many things that grow', () => {
    expect(isClosedGrammar('x = 1\n'.repeat(199))).toBe(true);
    expect(isClosedGrammar('x = 1\n'.repeat(201))).toBe(false);
    expect(isClosedGrammar('"a" * 1000\n'.repeat(20))).toBe(true);
    expect(isClosedGrammar('"a" * 1000\n'.repeat(21))).toBe(false);
    expect(isClosedGrammar('print(x)\n'.repeat(21))).toBe(false);
    expect(isClosedGrammar(`x = "${'a'.repeat(1000)}"`)).toBe(true);
    expect(isClosedGrammar(`x = "${'a'.repeat(1001)}"`)).toBe(false);
    expect(isClosedGrammar('('.repeat(300))).toBe(true);
    expect(isClosedGrammar('('.repeat(301))).toBe(false);
  });

  it('has no name that Python takes for another one', () => {
    for (const name of NAMES) expect(name.normalize('NFKC')).toBe(name);
  });

  it('takes a broken ending only at the end', () => {
    for (const ending of BROKEN_ENDINGS) {
      expect(isClosedGrammar(`x = 1\n${ending}`), ending).toBe(true);
      if (ending.trim() !== '' && ending !== '    x')
        expect(isClosedGrammar(`${ending}\neval("1")`), ending).toBe(false);
    }
  });
});
