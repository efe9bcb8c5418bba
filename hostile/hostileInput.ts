import { Draw } from './draw.js';
import { mutate } from './mutate.js';
import type { Parser } from './parser.js';

/** What the largest inputs have. */
export const LARGE_BYTES = 1_000_000;
/** One input in so many is of that size, one of the others in so many of some ten thousand bytes. */
const LARGE_EVERY = 2_000;
const MIDDLE_EVERY = 200;
const SMALL_BYTES = 300;

export interface HostileInput {
  readonly parser: Parser;
  readonly bytes: Uint8Array;
}

/** Input number `index` of a run: the same one for the same seed, whatever came before it. */
export function hostileInput(
  parsers: readonly [Parser, ...Parser[]],
  seed: number,
  index: number,
): HostileInput {
  const draw = new Draw(seed, index);
  const parser = parsers[index % parsers.length] ?? parsers[0];
  return { parser, bytes: bytesFor(parser, draw, Math.floor(index / parsers.length)) };
}

function bytesFor({ language }: Parser, draw: Draw, turn: number): Uint8Array {
  // A fixed share, not a chance: a short run has them too, and every parser has as many.
  if (turn % LARGE_EVERY === LARGE_EVERY - 1) return language.makeLarge(draw, LARGE_BYTES);
  if (turn % MIDDLE_EVERY === 0) return language.makeLarge(draw, 1_000 + draw.below(30_000));
  switch (draw.below(4)) {
    case 0:
      return language.make(draw, draw.length(SMALL_BYTES));
    case 1:
      return mutate(
        draw,
        language.make(draw, draw.length(SMALL_BYTES)),
        draw.pick(language.valid),
        language.pieces,
      );
    default:
      return mutate(draw, draw.pick(language.valid), draw.pick(language.valid), language.pieces);
  }
}
