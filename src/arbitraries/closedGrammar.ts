import {
  BROKEN_ENDINGS,
  CONSTANTS,
  ELEMENTS,
  EXCEPTIONS,
  LIMITS,
  NAMES,
  OPERATORS,
  isOneLine,
} from './closedWords.js';

/**
 * Whether code can be run by a real kernel without harm: it is in a closed grammar of assignments, arithmetic,
 * literals, small loops and errors. No imports, no attributes, no calls but a few, nothing that grows from run to run.
 *
 *     program    = [BOM] { line NEWLINE } [ line | broken ending ]
 *     line       = "" | "#" comment | statement | block
 *     block      = ("for i in range(" count "):" | "if" comparison ":" | "try:") body [ "except" exception ":" body ]
 *     statement  = name "=" (value | name "+" short) | value | "print(" arguments ")" | "raise" exception "(" text ")"
 *                | "del" name | "assert" comparison | "pass" | "len(" long text ")" | long text
 *     value      = constant | text | text "*" count | calculation | collection | comprehension | call | f-string
 *
 * Spaces stand exactly where the arbitrary writes them. A name never meets multiplication or a collection, so no
 * value grows faster than the code that made it.
 */
export function isClosedGrammar(code: string): boolean {
  return !/coding[:=]/.test(firstTwoLines(code)) && new Recogniser(code).program();
}

/** Where a source encoding could be declared, by which the rest might read as something else. */
function firstTwoLines(code: string): string {
  const first = code.indexOf('\n');
  const second = first === -1 ? -1 : code.indexOf('\n', first + 1);
  return second === -1 ? code : code.slice(0, second);
}

type Step = () => boolean;

const INT = /(?:0|[1-9]\d{0,39}|0x[0-9a-f]{1,32})(?![\w.])/y;
const FLOAT = /\d{1,20}\.\d{1,20}(?:e[+-]?\d{1,3})?(?![\w.])/y;
const SHORT_PART = /[\\'"\n\r]/g;
const ESCAPE =
  /\\(?:[abfnrtv0'"\\]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00[01][0-9a-fA-F]{5}|N\{(?:BULLET|NULL|SNOWMAN)\})/y;
const BYTES = /b"(?:[ !#-[\]-~]|\\x[0-9a-f]{2}){0,1000}"/y;
const F_STRING_PART = /[\w .,:;!?+-]{0,100}/y;
const BRACKETS = /\(+$/y;

class Recogniser {
  readonly #code: string;
  #at = 0;
  #longs = 0;
  #longChars = 0;
  #expansions = 0;

  constructor(code: string) {
    this.#code = code;
  }

  program(): boolean {
    this.#word('\ufeff');
    for (let lines = 0; lines < LIMITS.lines; lines += 1) {
      if (this.#ending()) return this.#size();
      if (!this.#line()) return false;
      if (this.#at === this.#code.length) return this.#size();
      if (!this.#word('\n')) return false;
    }
    return false;
  }

  #size(): boolean {
    return this.#code.length - this.#longChars <= LIMITS.sourceChars;
  }

  #ending(): boolean {
    const rest = this.#code.length - this.#at;
    if (rest > LIMITS.openBrackets) return false;
    const ending = this.#code.slice(this.#at);
    return BROKEN_ENDINGS.includes(ending) || (rest > 0 && this.#match(BRACKETS));
  }

  #line(): boolean {
    return this.#any(
      () => this.#comment(),
      () => this.#block(),
      () => this.#statement(),
      () => true,
    );
  }

  #comment(): boolean {
    if (!this.#word('#')) return false;
    const end = this.#code.indexOf('\n', this.#at);
    const text = this.#code.slice(this.#at, end === -1 ? undefined : end);
    this.#at += text.length;
    return isOneLine(text);
  }

  #block(): boolean {
    return this.#any(
      () => this.#word('for i in range(') && this.#count() && this.#word('):') && this.#body(),
      () => this.#word('if ') && this.#comparison() && this.#word(':') && this.#body(),
      () => this.#word('try:') && this.#body() && this.#handler(),
    );
  }

  #handler(): boolean {
    return this.#word('\nexcept ') && this.#oneOf(EXCEPTIONS) && this.#word(':') && this.#body();
  }

  #body(): boolean {
    if (!this.#word('\n    ')) return false;
    return this.#any(
      () => this.#word('pass'),
      () => this.#word('print(i)'),
      () => this.#word('print(') && this.#short(LIMITS.literalChars / 10) && this.#word(')'),
      () => this.#raise(),
    );
  }

  #statement(): boolean {
    return this.#any(
      () => this.#oneOf(NAMES) && this.#word(' = ') && this.#value(0),
      () => this.#oneOf(NAMES) && this.#word(' = ') && this.#sum(),
      () => this.#word('print(') && this.#arguments() && this.#word(')'),
      () => this.#raise(),
      () => this.#word('del ') && this.#oneOf(NAMES),
      () => this.#word('assert ') && this.#comparison(),
      () => this.#word('pass'),
      () => this.#sum(),
      () => this.#name(),
      () => this.#value(0),
      () => this.#word('len(') && this.#long() && this.#word(')'),
      () => this.#long(),
    );
  }

  #sum(): boolean {
    return this.#name() && this.#oneOf([' + ', ' - ', ' == ', ' < ']) && this.#short(LIMITS.literalChars);
  }

  #raise(): boolean {
    if (!this.#word('raise ') || !this.#oneOf(EXCEPTIONS)) return false;
    return this.#any(
      () => this.#word('(') && this.#short(LIMITS.literalChars) && this.#word(')'),
      () => true,
    );
  }

  #comparison(): boolean {
    return this.#number() && this.#word(' < ') && this.#number();
  }

  #arguments(): boolean {
    return this.#separated(() =>
      this.#any(
        () => this.#value(0),
        () => this.#name(),
      ),
    );
  }

  /** At least one, with commas between. */
  #separated(part: Step): boolean {
    for (let parts = 0; parts < LIMITS.items; parts += 1) {
      if (!part()) return false;
      if (!this.#word(', ')) return true;
    }
    return false;
  }

  #value(depth: number): boolean {
    if (depth > LIMITS.depth) return false;
    return this.#any(
      () => this.#text(LIMITS.literalChars / 10) && this.#word(' * ') && this.#count(),
      () => this.#call(),
      () => this.#comprehension(),
      () => this.#collection(depth),
      () => this.#formatted(),
      () => this.#calculation(),
      () => this.#short(LIMITS.literalChars),
    );
  }

  #call(): boolean {
    return this.#any(
      () =>
        this.#word('len(') &&
        this.#any(
          () => this.#short(LIMITS.literalChars),
          () => this.#name(),
        ) &&
        this.#word(')'),
      () => this.#word('str(') && this.#calculation() && this.#word(')'),
      () => this.#word('abs(') && this.#calculation() && this.#word(')'),
      () => this.#oneOf(['sum(range(', 'list(range(', 'set(range(']) && this.#count() && this.#word('))'),
    );
  }

  #comprehension(): boolean {
    const end = (closing: string) =>
      this.#word(' for i in range(') && this.#count() && this.#word(')') && this.#word(closing);
    return this.#any(
      () => this.#word('[') && this.#oneOf(ELEMENTS) && end(']'),
      () => this.#word('{') && this.#oneOf(ELEMENTS) && end('}'),
      () => this.#word('{i: ') && this.#oneOf(ELEMENTS) && end('}'),
    );
  }

  #collection(depth: number): boolean {
    const value: Step = () => this.#value(depth + 1);
    const entry: Step = () => this.#short(LIMITS.literalChars) && this.#word(': ') && value();
    return this.#any(
      () => this.#oneOf(['[]', '()', '{}']),
      () => this.#word('[') && this.#separated(value) && this.#word(']'),
      () => this.#word('(') && this.#separated(value) && this.#oneOf([',)', ')']),
      () => this.#word('{') && this.#separated(entry) && this.#word('}'),
      () => this.#word('{') && this.#separated(value) && this.#word('}'),
    );
  }

  /** One name between plain characters: `f"total: {x}!"`. */
  #formatted(): boolean {
    if (!this.#word('f"') || !this.#match(F_STRING_PART)) return false;
    return (
      this.#word('{') && this.#name() && this.#word('}') && this.#match(F_STRING_PART) && this.#word('"')
    );
  }

  #calculation(): boolean {
    for (let operands = 0; operands < LIMITS.operands; operands += 1) {
      if (!this.#number()) return false;
      if (!this.#oneOf(OPERATORS)) return true;
    }
    return false;
  }

  #number(): boolean {
    this.#word('-');
    return this.#any(
      () => this.#match(FLOAT),
      () => this.#match(INT),
    );
  }

  #count(): boolean {
    const from = this.#at;
    return this.#match(INT) && Number(this.#code.slice(from, this.#at)) <= LIMITS.rounds && this.#expands();
  }

  /** A name that is read: what it holds may be large. */
  #name(): boolean {
    return this.#oneOf(NAMES) && this.#expands();
  }

  #expands(): boolean {
    this.#expansions += 1;
    return this.#expansions <= LIMITS.expansions;
  }

  #short(chars: number): boolean {
    return this.#any(
      () => this.#oneOf(CONSTANTS),
      () => this.#number(),
      () => this.#match(BYTES),
      () => this.#text(chars),
    );
  }

  #long(): boolean {
    const from = this.#at;
    if (this.#longs >= LIMITS.longLiterals || !this.#text(LIMITS.longLiteralChars)) return false;
    this.#longs += 1;
    this.#longChars += this.#at - from;
    return true;
  }

  /** A str literal: in single, double or three quotes, raw or not. */
  #text(chars: number): boolean {
    if (this.#word('"""')) return this.#until('"""', chars);
    if (this.#code.startsWith("'''", this.#at) || this.#code.startsWith('r"""', this.#at)) return false;
    return this.#any(
      () => this.#word('r"') && this.#quoted('"', chars, true),
      () => this.#word('"') && this.#quoted('"', chars, false),
      () => this.#word("'") && this.#quoted("'", chars, false),
    );
  }

  /** Up to three quotes, with no other quote of that kind and no backslash before them. */
  #until(closing: string, chars: number): boolean {
    const end = this.#code.indexOf(closing, this.#at);
    if (end === -1 || end - this.#at > chars || /["\\]/.test(this.#code.slice(this.#at, end))) return false;
    this.#at = end + closing.length;
    return true;
  }

  /** Up to the quote: no line may end within, and a backslash only begins an escape that is known. */
  #quoted(quote: string, chars: number, plain: boolean): boolean {
    const from = this.#at;
    for (;;) {
      SHORT_PART.lastIndex = this.#at;
      const found = SHORT_PART.exec(this.#code);
      if (found === null || found.index - from > chars) return false;
      this.#at = found.index;
      const [part] = found;
      if (part === '\n' || part === '\r' || (part === '\\' && (plain || !this.#match(ESCAPE)))) return false;
      if (part === '\\') continue;
      this.#at += 1;
      if (part === quote) return true;
    }
  }

  /** The first that fits; what did not fit leaves no trace. */
  #any(...ways: readonly Step[]): boolean {
    return ways.some((way) => this.#try(way));
  }

  #try(way: Step): boolean {
    const [at, longs, longChars, expansions] = [this.#at, this.#longs, this.#longChars, this.#expansions];
    if (way()) return true;
    [this.#at, this.#longs, this.#longChars, this.#expansions] = [at, longs, longChars, expansions];
    return false;
  }

  #word(word: string): boolean {
    if (!this.#code.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  /** The longest that fits. */
  #oneOf(words: readonly string[]): boolean {
    let longest = '';
    for (const word of words) {
      if (word.length > longest.length && this.#code.startsWith(word, this.#at)) longest = word;
    }
    return longest !== '' && this.#word(longest);
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#code)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }
}
