import type { Draw } from './draw.js';
import type { Language } from './parser.js';

/** What a language of bytes is made of. */
export interface Tokens {
  readonly valid: readonly Uint8Array[];
  /** One token, whole or not. */
  readonly token: (draw: Draw) => Uint8Array;
  /** Before and after the tokens. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** What a large input holds very often, each in a place that it has for itself: what stands before and after. */
  readonly repeated: readonly Repeated[];
}

export interface Repeated {
  /** Knows how many follow. */
  readonly before: (count: number) => Uint8Array;
  readonly unit: Uint8Array;
  readonly after: Uint8Array;
}

/** Hostile rows of tokens. */
export function tokenLanguage({ valid, token, head, tail, repeated }: Tokens): Language {
  return {
    valid,
    pieces: repeated.map(({ unit }) => unit),
    make: (draw, size) => {
      const parts: Uint8Array[] = [head];
      for (let left = size; left > 0;) {
        const next = token(draw);
        parts.push(next);
        left -= next.length + 1;
      }
      return Buffer.concat([...parts, tail]);
    },
    makeLarge: (draw, size) => {
      const { before, unit, after } = draw.pick(repeated);
      const [first, second] = [unit, draw.rarely(3) ? token(draw) : new Uint8Array(0)];
      const both = Buffer.concat([first, second]);
      const room = Math.max(0, size - before(0).length - after.length);
      const count = Math.floor(room / both.length);
      return Buffer.concat([before(count), Buffer.alloc(count * both.length, both), after]);
    },
  };
}

/** Bytes from latin1 text, the shortest way to write them. */
export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
