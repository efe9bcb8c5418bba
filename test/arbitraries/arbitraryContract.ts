import type { Arbitrary, Value } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTapes, tapeOf, type Origin } from '../../src/arbitraries/drawn.js';
import { isStop } from '../../src/arbitraries/index.js';
import { encode, type SendStep } from '../../src/wire/index.js';
import { randomOf } from './random.js';

/** One arbitrary of messages, and what it promises of each. */
export interface Member {
  readonly name: string;
  readonly arbitrary: Arbitrary<SendStep>;
  /** Throws, or says what is wrong; null: the message is what it should be. */
  readonly wrong: (step: SendStep) => string | null;
  /** Why the guard of real kernels would stop it; null: it lets it through. */
  readonly harm: (step: SendStep) => string | null;
}

/** Values looked at, and how far each is shrunk. */
const SEEDS = 8;
const WALK = 60;
/** No tape is so long that making it smaller, step by step, should take longer. */
const STEPS_MAX = 20_000;

/** What every arbitrary of messages has to keep, whatever it makes. */
export function arbitraryContract(member: Member): void {
  const { name, arbitrary, wrong, harm } = member;
  const drawn = (seed: number): Value<SendStep> => arbitrary.generate(randomOf(seed), undefined);
  const seeds = Array.from({ length: SEEDS }, (_, seed) => seed + 1);

  describe(name, () => {
    it('makes the same message of the same seed', () => {
      for (const seed of seeds) expect(drawn(seed).value).toEqual(drawn(seed).value);
    });

    it('makes messages that encode, that are what they should be, and that stop no kernel', () => {
      for (const seed of seeds) {
        const step = drawn(seed).value;
        expect(isStop(encode(step.value))).toBe(false);
        expect(wrong(step)).toBeNull();
      }
    });

    it('makes messages that may be sent to a real kernel', () => {
      for (const seed of seeds) expect(harm(drawn(seed).value)).toBeNull();
    });

    it('shrinks to messages that are smaller and still what they should be', () => {
      for (const seed of seeds.slice(0, 3)) {
        const first = drawn(seed);
        for (const smaller of first.value_ === undefined ? shrinks(arbitrary, first).slice(0, WALK) : []) {
          expect(wrong(smaller.value)).toBeNull();
          encode(smaller.value.value);
        }
      }
    });

    it('comes to an end when every shrink is taken', () => {
      for (const seed of seeds.slice(0, 3)) {
        let value: Value<SendStep> | undefined = drawn(seed);
        let steps = 0;
        while (value !== undefined) {
          expect((steps += 1)).toBeLessThan(STEPS_MAX);
          value = arbitrary.shrink(value.value, value.context).getNthOrLast(0) ?? undefined;
        }
      }
    });
  });
}

function shrinks(arbitrary: Arbitrary<SendStep>, { value, context }: Value<SendStep>): readonly Value<SendStep>[] {
  return [...arbitrary.shrink(value, context).take(WALK)];
}

export { compareTapes, tapeOf, type Origin };
