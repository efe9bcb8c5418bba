/** The words of the closed grammar: all names, calls and statements that generated code can hold. See closedGrammar.ts. */

/** Variables; none is a name of Python's own, nor becomes one when Python normalises it. */
export const NAMES: readonly string[] = [
  'x',
  'y',
  'z',
  'a1',
  'b2',
  'total',
  'é',
  'λ',
  '变量',
  'имя',
  'ñandú',
];

/** What may be raised. No import error: a kernel might install what it names. */
export const EXCEPTIONS: readonly string[] = [
  ['ValueError', 'TypeError', 'KeyError', 'IndexError', 'RuntimeError', 'ZeroDivisionError'],
  ['AssertionError'],
  ['Exception', 'BaseException', 'StopIteration', 'RecursionError', 'UnicodeError', 'OSError'],
  ['MemoryError'],
  ['KeyboardInterrupt', 'SystemExit', 'GeneratorExit', 'Warning'],
].flat();

export const CONSTANTS: readonly string[] = [
  ['None', 'True', 'False', 'float("nan")', 'float("inf")', '-float("inf")', '-0.0', '1e308'],
  ['5e-324', '...'],
].flat();

export const OPERATORS: readonly string[] = [' + ', ' - ', ' * ', ' / ', ' // ', ' % '];

/** What is made for each `i` of a comprehension. */
export const ELEMENTS: readonly string[] = [
  'i',
  'i * i',
  'i - 5',
  'str(i)',
  '(i, i)',
  '[i]',
  'i / 7',
  '"a"',
  'None',
];

/** Endings with which code does not compile: it is reported, and nothing of it runs. */
export const BROKEN_ENDINGS: readonly string[] = [
  ['(', ')', '[1, 2', '{', '"unterminated', "'", '"""', "'''open", 'x = = 1', 'x =', '1 +'],
  ['if', 'else:', 'def', 'print('],
  ['x.', 'x[', '"abc".', '    x', 'return 1', 'break', 'continue', '1 = x', 'print "a"', 'f"{"', 'b"é"'],
  ['😀 = 1', 'x = 😀', 'x\u200b = 1', '\u0000', 'x = 1\u0000', '\ufeffx', '$', '?', '!', '0777'],
  ['1__0', '"\\ud800', '"\\N{}"'],
].flat();

/** What ends a line, for Python or for some reader of its code; and NUL, which ends a text for others. */
const LINE_ENDS: readonly string[] = [
  '\0',
  '\n',
  '\r',
  '\v',
  '\f',
  '\u001c',
  '\u001d',
  '\u001e',
  '\u0085',
  '\u2028',
  '\u2029',
];

/** Whether a text stays on one line, whoever reads it. */
export function isOneLine(text: string): boolean {
  return !LINE_ENDS.some((end) => text.includes(end));
}

/** At most so many. */
export const LIMITS = {
  lines: 200,
  /** Characters of the source, long literals left out. */
  sourceChars: 65_536,
  /** Characters of a literal that may be given a name, or stand within anything. */
  literalChars: 1_000,
  /** Literals longer than that; each stands alone, or within `len(...)`. */
  longLiterals: 3,
  longLiteralChars: 11_534_336,
  /** Items of one collection, and how deep collections nest. */
  items: 20,
  depth: 6,
  /** Numbers in one calculation. */
  operands: 8,
  digits: 40,
  /** Rounds of a loop, and how often a text is repeated. */
  rounds: 1_000,
  /** Loops, repetitions, and names that are read, in one program: each may stand for much that is large. */
  expansions: 20,
  openBrackets: 300,
} as const;
