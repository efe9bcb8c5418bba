import type { Json, JsonEntry, JsonMalformed } from './readJson.js';

/** A container that is not closed yet. The lists are made with what comes first: see `put` of the msgpack decoder. */
interface Open {
  readonly kind: 'array' | 'object';
  items: Json[] | null;
  entries: JsonEntry[] | null;
  /** The name that waits for its value. */
  name: string;
  readonly parent: Open | null;
}

type Failure = Pick<JsonMalformed, 'reason' | 'text'> & {
  /** Index in the source. */
  readonly at: number;
};

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where a string ends or an escape begins, or what must not stand in one. */
const SPECIAL = /["\\]|[^\u0020-\uffff]/g;
/** How far a string is looked at character by character: calling the search costs as much as some twenty. */
const NEAR = 20;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const HEX4 = /^[0-9a-fA-F]{4}$/;
/** BigInt takes time in the square of the digits. */
const MAX_DIGITS = 10_000;

const NIL: Json = Object.freeze({ kind: 'nil' });
const TRUE: Json = Object.freeze({ kind: 'bool', value: true });
const EMPTY_ARRAY: Json = Object.freeze({ kind: 'array', items: [] });
const EMPTY_OBJECT: Json = Object.freeze({ kind: 'object', entries: [] });
const FALSE: Json = Object.freeze({ kind: 'bool', value: false });

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Reads the text of one JSON document; open containers wait on the heap, so depth costs no stack. */
export class JsonReader {
  /** Why `document` gave null. */
  error: Failure = { reason: 'syntax', at: 0, text: 'nothing was read yet' };
  private readonly source: string;
  private at = 0;
  private open: Open | null = null;

  constructor(source: string) {
    this.source = source;
  }

  document(): Json | null {
    for (;;) {
      const before = this.open;
      const value = this.value();
      if (value === null) return null;
      // A container was opened: what comes next stands in it.
      if (this.open !== before) continue;
      const whole = this.place(value);
      if (whole === 'failed') return null;
      if (whole === 'inside') continue;
      this.space();
      return this.at === this.source.length ? whole : this.fail('more follows after the value');
    }
  }

  /** Puts a value where it belongs, and each container that it closes; gives the root when that is closed. */
  private place(value: Json): Json | 'inside' | 'failed' {
    let whole = value;
    for (;;) {
      const { open } = this;
      if (open === null) return whole;
      put(open, whole);
      this.space();
      const code = this.source.charCodeAt(this.at);
      if (code === COMMA) {
        this.at += 1;
        return open.kind === 'object' && !this.name(open) ? 'failed' : 'inside';
      }
      const close = open.kind === 'object' ? CLOSE_OBJECT : CLOSE_ARRAY;
      if (code !== close) {
        this.fail(`a comma or ${String.fromCharCode(close)} was expected`);
        return 'failed';
      }
      this.at += 1;
      whole = closed(open);
      this.open = open.parent;
    }
  }

  private value(): Json | null {
    this.space();
    const code = this.source.charCodeAt(this.at);
    if (code === QUOTE) {
      const value = this.string();
      return value === null ? null : { kind: 'str', value };
    }
    if (code === OPEN_OBJECT) return this.object();
    if (code === OPEN_ARRAY) return this.array();
    if (code === 0x74) return this.word('true', TRUE);
    if (code === 0x66) return this.word('false', FALSE);
    if (code === 0x6e) return this.word('null', NIL);
    return this.number();
  }

  private object(): Json | null {
    this.at += 1;
    if (this.closes(CLOSE_OBJECT)) return EMPTY_OBJECT;
    const open: Open = { kind: 'object', items: null, entries: null, name: '', parent: this.open };
    if (!this.name(open)) return null;
    this.open = open;
    return EMPTY_OBJECT;
  }

  private array(): Json {
    this.at += 1;
    if (!this.closes(CLOSE_ARRAY)) {
      this.open = { kind: 'array', items: null, entries: null, name: '', parent: this.open };
    }
    return EMPTY_ARRAY;
  }

  private closes(close: number): boolean {
    this.space();
    if (this.source.charCodeAt(this.at) !== close) return false;
    this.at += 1;
    return true;
  }

  /** Reads a name and its colon. */
  private name(open: Open): boolean {
    this.space();
    if (this.source.charCodeAt(this.at) !== QUOTE) return this.fail('a name in quotes was expected') !== null;
    const name = this.string();
    if (name === null) return false;
    this.space();
    if (this.source.charCodeAt(this.at) !== COLON) return this.fail('a colon was expected') !== null;
    this.at += 1;
    open.name = name;
    return true;
  }

  private string(): string | null {
    const { source } = this;
    let value = '';
    let from = this.at + 1;
    for (;;) {
      const to = special(source, from);
      const code = source.charCodeAt(to);
      if (code === QUOTE) {
        this.at = to + 1;
        return value === '' ? source.slice(from, to) : value + source.slice(from, to);
      }
      if (code !== BACKSLASH) {
        return this.fail(
          to < source.length ? 'a control character within a string' : 'the string has no end',
          to,
        );
      }
      value += source.slice(from, to);
      this.at = to;
      const escaped = this.escape();
      if (escaped === null) return null;
      value += escaped;
      from = this.at;
    }
  }

  private escape(): string | null {
    const letter = this.source.charAt(this.at + 1);
    if (letter === 'u') return this.unicode();
    const escaped = ESCAPED.get(letter);
    if (escaped === undefined) return this.fail('an unknown escape');
    this.at += 2;
    return escaped;
  }

  private unicode(): string | null {
    const start = this.at;
    const first = this.unit();
    if (first === null) return this.fail('four hexadecimal digits were expected after \\u');
    if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first);
    const second = first < 0xdc00 && this.source.startsWith('\\u', this.at) ? this.unit() : null;
    if (second !== null && second >= 0xdc00 && second <= 0xdfff) return String.fromCharCode(first, second);
    this.error = { reason: 'ill-formed-text', at: start, text: 'the escape of a lone surrogate is no text' };
    return null;
  }

  /** The code unit of the `\u` escape at hand. */
  private unit(): number | null {
    const digits = this.source.slice(this.at + 2, this.at + 6);
    if (!HEX4.test(digits)) return null;
    this.at += 6;
    return Number.parseInt(digits, 16);
  }

  private number(): Json | null {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.source);
    if (match === null) return this.fail('a value was expected');
    const [source, fraction, exponent] = match;
    const { at } = this;
    this.at += source.length;
    if (fraction !== undefined || exponent !== undefined)
      return { kind: 'float', value: Number(source), source };
    if (source.length <= 15) return { kind: 'int', value: BigInt(Number(source)) };
    if (source.length <= MAX_DIGITS) return { kind: 'int', value: BigInt(source) };
    this.error = {
      reason: 'too-long',
      at,
      text: `an int of ${source.length} digits; ${MAX_DIGITS} are read`,
    };
    return null;
  }

  private word(word: string, value: Json): Json | null {
    if (!this.source.startsWith(word, this.at)) return this.fail('a value was expected');
    this.at += word.length;
    return value;
  }

  private space(): void {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(text: string, at: number = this.at): null {
    this.error = { reason: 'syntax', at, text };
    return null;
  }
}

function put(open: Open, value: Json): void {
  if (open.kind === 'object') {
    if (open.entries === null) open.entries = [[open.name, value]];
    else open.entries.push([open.name, value]);
  } else if (open.items === null) {
    open.items = [value];
  } else {
    open.items.push(value);
  }
}

function closed({ kind, items, entries }: Open): Json {
  return kind === 'array' ? { kind, items: items ?? [] } : { kind, entries: entries ?? [] };
}

/** The index of the next quote, backslash or control character, or the end. */
function special(source: string, from: number): number {
  const near = Math.min(source.length, from + NEAR);
  for (let i = from; i < near; i += 1) {
    const code = source.charCodeAt(i);
    if (code === QUOTE || code === BACKSLASH || code < 0x20) return i;
  }
  SPECIAL.lastIndex = near;
  return SPECIAL.test(source) ? SPECIAL.lastIndex - 1 : source.length;
}
