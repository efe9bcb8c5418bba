import { floatOf, type Entry, type WireValue } from '../src/wire/index.js';
import type { Tape } from './tape.js';
import { MOMENTS } from './texts.js';

/** How often something is written in another way than the plain one. */
const ODD = 30;
/** How often the grammar is broken in one place. */
const BROKEN = 150;

/** Writes JSON documents that say nearly what wire values say, in ways that a tape chooses; some are malformed. */
export class JsonForge {
  readonly #tape: Tape;
  readonly #out: number[] = [];

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  document(value: WireValue): Uint8Array {
    this.#value(value);
    return Uint8Array.from(this.#out);
  }

  #value(value: WireValue): void {
    this.#blank();
    switch (value.kind) {
      case 'nil':
        return this.#ascii('null');
      case 'bool':
        return this.#ascii(String(value.value));
      case 'int':
        return this.#ascii(this.#integer(value.value));
      case 'float':
        return this.#ascii(this.#real(floatOf(value.width, value.bits)));
      case 'str':
        return this.#text(value.bytes);
      case 'bin':
        return this.#text(this.#bin(value.bytes));
      case 'ext':
        return this.#text(Buffer.from(this.#tape.pick(MOMENTS)));
      case 'array':
        return this.#row('[]', value.items, (item) => this.#value(item));
      case 'map':
        return this.#row('{}', value.entries, (entry) => this.#entry(entry));
      case 'raw':
        return this.#ascii(this.#tape.pick(['nul', 'x', '+1', '.5', '-', '\u0001', 'tru', "'a'"]));
    }
  }

  #row<Item>(brackets: '[]' | '{}', items: readonly Item[], write: (item: Item) => void): void {
    const tape = this.#tape;
    this.#ascii(brackets.charAt(0));
    for (const [index, item] of items.entries()) {
      if (index > 0) this.#ascii(tape.rarely(BROKEN) ? tape.pick([';', '', ',,', ':']) : ',');
      write(item);
      this.#blank();
    }
    if (tape.rarely(BROKEN)) this.#ascii(',');
    this.#ascii(tape.rarely(BROKEN) ? tape.pick([']', '}', '']) : brackets.charAt(1));
  }

  /** The key is text, whatever it is. */
  #entry([key, item]: Entry): void {
    const tape = this.#tape;
    this.#blank();
    if (tape.rarely(BROKEN)) this.#value(key);
    else if (key.kind === 'str') this.#text(key.bytes);
    else if (key.kind === 'bin') this.#text(this.#bin(key.bytes));
    else this.#text(new JsonForge(tape).document(key));
    this.#blank();
    if (!tape.rarely(BROKEN)) this.#ascii(':');
    this.#value(item);
  }

  #integer(value: bigint): string {
    const tape = this.#tape;
    if (!tape.rarely(ODD)) return String(value);
    const digits = '1234567890'.repeat(1 + tape.below(4));
    return tape.pick([
      `${value}.0`,
      `${value}${digits}`,
      `-${digits}`,
      `${value}e2`,
      '-0',
      `0${value}`,
      '18446744073709551615',
      '18446744073709551616',
      '19446744073709551617',
      '-19999999999999999999',
      '-9223372036854775808',
      '-9223372036854775809',
      '9'.repeat(tape.pick([19, 20, 310, 4300, 4301])),
      `-${'1'.repeat(4300)}`,
    ]);
  }

  #real(value: number): string {
    const tape = this.#tape;
    if (!Number.isFinite(value))
      return tape.pick(['NaN', 'Infinity', '-Infinity', 'nan', '1e999', '-1e400', '2.5']);
    const text = Object.is(value, -0) ? '-0.0' : String(value);
    if (!tape.rarely(ODD)) return /[.e]/.test(text) ? text : `${text}.0`;
    return tape.pick([
      `${text}e`,
      `${text}e+1`,
      `${text}E-400`,
      `${text}.`,
      '1.',
      '1e999',
      `0.${'0'.repeat(25)}1`,
      '12345678901234567890.12345678901234567890',
      '0e400',
      '-0e-5',
      '2.2250738585072011e-308',
      '1.7976931348623159e308',
      '9007199254740993.0',
      '179769313486231580793e289',
    ]);
  }

  /** Mostly base64, as 16 bytes also a UUID. */
  #bin(bytes: Uint8Array): Uint8Array {
    const tape = this.#tape;
    const base64 = Buffer.from(bytes).toString('base64');
    if (bytes.length === 16 && tape.rarely(2)) return Buffer.from(Buffer.from(bytes).toString('hex'));
    if (!tape.rarely(ODD)) return Buffer.from(base64);
    return Buffer.from(
      tape.pick([
        base64.slice(1),
        `${base64}=`,
        base64.replaceAll('=', ''),
        '====',
        'A===',
        'AA=A',
        'AB==',
        '-_--',
      ]),
    );
  }

  /** A string; its bytes stand as they are, or as escapes. */
  #text(bytes: Uint8Array): void {
    const tape = this.#tape;
    const isOdd = tape.rarely(8);
    this.#ascii('"');
    for (const byte of bytes) {
      if (byte === 0x22 || byte === 0x5c || byte < 0x20 || (isOdd && byte < 0x80 && tape.rarely(4))) {
        this.#ascii(tape.rarely(ODD) ? String.fromCharCode(byte) : this.#escape(byte));
      } else {
        this.#out.push(byte);
      }
      if (isOdd && tape.rarely(ODD)) this.#ascii(tape.pick(ESCAPES));
    }
    if (!tape.rarely(BROKEN)) this.#ascii('"');
  }

  #escape(byte: number): string {
    const short = '"\\/\b\f\n\r\t'.indexOf(String.fromCharCode(byte));
    if (short >= 0 && !this.#tape.rarely(3)) return `\\${'"\\/bfnrt'.charAt(short)}`;
    const digits = byte.toString(16).padStart(4, '0');
    return `\\u${this.#tape.rarely(2) ? digits.toUpperCase() : digits}`;
  }

  #blank(): void {
    if (this.#tape.rarely(ODD)) this.#ascii(this.#tape.pick([' ', '\n', '\t\r', '\v', '\ufeff']));
  }

  #ascii(text: string): void {
    for (const byte of Buffer.from(text)) this.#out.push(byte);
  }
}

const ESCAPES = [
  '\\u00e9',
  '\\ud83d\\ude00',
  '\\ud83d',
  '\\ude00',
  '\\ud83d\\n',
  '\\ud83d\\u0041',
  '\\u12',
  '\\u12g4',
  '\\x',
  '\\',
  '\\/',
  '\\u0000',
] as const;
