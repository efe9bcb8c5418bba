import { quirksOf, type MsgspecVersion } from '../src/model/index.js';
import type { Bounds, Lengths, Literal, Type } from '../src/schema/index.js';
import type { Tape } from './tape.js';

const WORDS = ['a', 'red', "it's", 'déjà', 'on', '', 'y', 'x'.repeat(40)] as const;
const NUMBERS = ['1', '0', '-5', '300', '7', '1099511627776', '9223372036854775807'] as const;

/** Makes types that hold no other, as a tape has it. */
export class ScalarForge {
  readonly #tape: Tape;
  readonly #hasBoolLiterals: boolean;
  #enums = 0;

  constructor(tape: Tape, msgspec: MsgspecVersion) {
    this.#tape = tape;
    this.#hasBoolLiterals = !quirksOf(msgspec).has('no-bool-literals');
  }

  /** A type that holds no other. */
  scalar(): Type {
    const tape = this.#tape;
    switch (tape.below(10)) {
      case 0:
      case 1:
        return this.integer();
      case 2:
        return this.float();
      case 3:
      case 4:
      case 5:
        return this.text(true);
      case 6:
        return this.literal();
      default:
        return tape.pick([
          { kind: 'any' },
          { kind: 'bool' },
          { kind: 'nil' },
          { kind: 'ext' },
          { kind: 'raw' },
          { kind: 'any' },
          { kind: 'bool' },
          { kind: 'custom', name: 'Plain' },
        ] as const);
    }
  }

  /** A type that takes integers, and only those. */
  integer(): Type {
    const tape = this.#tape;
    if (tape.rarely(4)) return this.#enum('int');
    if (tape.rarely(2)) return { kind: 'int' };
    return {
      kind: 'int',
      ...tape.pick<Bounds>([
        { gt: '0' },
        { ge: '-5', lt: '300' },
        { le: '4611686018427387904', multipleOf: '2' },
        { multipleOf: '7' },
        { ge: '1', le: '1' },
        { lt: '0' },
      ]),
    };
  }

  float(): Type {
    const tape = this.#tape;
    if (tape.rarely(2)) return { kind: 'float' };
    return {
      kind: 'float',
      ...tape.pick<Bounds>([
        { ge: '0.0', le: '1.0' },
        { gt: '0.0', lt: '1e+300' },
        { lt: '0.0' },
        { multipleOf: '0.1' },
        { gt: '-2.25' },
      ]),
    };
  }

  /** A type that is written as text. */
  text(mayHavePattern: boolean): Type {
    const tape = this.#tape;
    const zone = tape.pick(['any', 'aware', 'naive'] as const);
    switch (tape.below(9)) {
      case 1:
        return this.#enum('str');
      case 2:
        return {
          kind: 'bytes',
          as: tape.pick(['bytes', 'bytearray', 'memoryview'] as const),
          ...this.lengths(),
        };
      case 3:
        return { kind: 'datetime', zone };
      case 4:
        return { kind: 'time', zone };
      case 5:
        return { kind: tape.pick(['date', 'timedelta'] as const) };
      case 6:
        return { kind: 'uuid' };
      case 7:
        return { kind: 'decimal' };
      default:
        return mayHavePattern && tape.rarely(12)
          ? { kind: 'str', pattern: '^[a-z]+$', ...this.lengths() }
          : { kind: 'str', ...this.lengths() };
    }
  }

  /** Bounds of a length, or none. */
  lengths(): Lengths {
    const tape = this.#tape;
    if (!tape.rarely(3)) return {};
    return tape.pick<Lengths>([
      { minLength: 1 },
      { maxLength: 2 },
      { minLength: 2, maxLength: 5 },
      { maxLength: 0 },
    ]);
  }

  literal(): Extract<Type, { readonly kind: 'literal' }> {
    const values = this.#several(4, (): Literal => {
      switch (this.#tape.below(6)) {
        case 1:
        case 2:
          return { kind: 'int', value: this.#tape.pick(NUMBERS) };
        case 3:
          return { kind: 'nil' };
        case 4:
          if (this.#hasBoolLiterals) return { kind: 'bool', value: this.#tape.rarely(2) };
          return { kind: 'nil' };
        default:
          return { kind: 'str', value: this.#tape.pick(WORDS) };
      }
    });
    return { kind: 'literal', values: unique([{ kind: 'str', value: 'a' }, ...values]).slice(-3) };
  }

  #enum(kind: 'int' | 'str'): Type {
    const values = this.#several(4, (): Literal =>
      kind === 'int' ? { kind, value: this.#tape.pick(NUMBERS) } : { kind, value: this.#tape.pick(WORDS) },
    );
    const first: Literal = kind === 'int' ? { kind, value: '2' } : { kind, value: 'b' };
    const name = `E${this.#enums++}`;
    return { kind: 'enum', name, values: unique([first, ...values]), open: this.#tape.rarely(12) };
  }

  #several<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.#tape.below(most) }, make);
  }
}

function unique(values: readonly Literal[]): Literal[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
