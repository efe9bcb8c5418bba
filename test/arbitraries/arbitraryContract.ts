import type { Arbitrary, Value } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTapes } from '../../src/arbitraries/drawn.js';
import type { Tape } from '../../src/arbitraries/draw.js';
import { isStop } from '../../src/arbitraries/index.js';
import { encode, type SendStep } from '../../src/wire/index.js';
import { randomOf } from './random.js';

/** One arbitrary of messages, and what it promises of each. */
export interface Member {
  readonly name: string;
  readonly arbitraries: readonly Arbitrary<SendStep>[];
  /** What is wrong with a message; null: it is what it should be. */
  readonly wrong: (step: SendStep) => string | null;
  /** Why the guard of real kernels would stop it; null: it lets it through. */
  readonly harm: (step: SendStep) => string | null;
}

const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];
/** How many of the shrinks of one message are looked at. */
const SHRINKS = 40;
/** No message takes as many steps to become the simplest there is. */
const STEPS_MAX = 5_000;

/** What every arbitrary of messages has to keep, whatever it makes. */
export function arbitraryContract({ name, arbitraries, wrong, harm }: Member): void {
  const each = (
    look: (value: Value<SendStep>, arbitrary: Arbitrary<SendStep>) => void,
    seeds = SEEDS,
  ): void => {
    for (const arbitrary of arbitraries) {
      for (const seed of seeds) look(arbitrary.generate(randomOf(seed), undefined), arbitrary);
    }
  };

  describe(name, () => {
    it('makes the same message of the same seed', () => {
      for (const arbitrary of arbitraries) {
        const twice = [0, 1].map(() => arbitrary.generate(randomOf(7), undefined).value);
        expect(twice[0]).toEqual(twice[1]);
      }
    });

    it('makes messages that encode, are what they should be, and stop no kernel', () => {
      each(({ value }) => {
        expect(isStop(encode(value.value))).toBe(false);
        expect(wrong(value)).toBeNull();
      });
    });

    it('makes messages that may be sent to a real kernel', () => {
      each(({ value }) => {
        expect(harm(value)).toBeNull();
      });
    });

    it('shrinks to messages that are what they should be, each by a smaller tape', () => {
      each(
        (first, arbitrary) => {
          const parent = arbitrary.shrink(first.value, first.context).getNthOrLast(0) ?? first;
          for (const { value, context } of arbitrary.shrink(parent.value, parent.context).take(SHRINKS)) {
            encode(value.value);
            expect(wrong(value)).toBeNull();
            expect(compareTapes(tapeIn(context), tapeIn(parent.context))).toBeLessThan(0);
          }
        },
        SEEDS.slice(0, 2),
      );
    });

    it('comes to an end when the first shrink is taken each time', () => {
      each(
        (first, arbitrary) => {
          let steps = 0;
          for (let value: Value<SendStep> | null = first; value !== null; steps += 1) {
            value = arbitrary.shrink(value.value, value.context).getNthOrLast(0);
          }
          expect(steps).toBeLessThan(STEPS_MAX);
        },
        SEEDS.slice(0, 2),
      );
    });
  });
}

function tapeIn(context: unknown): Tape {
  if (!isTaped(context)) throw new Error('a shrunk value has no tape');
  return context.tape;
}

function isTaped(context: unknown): context is { readonly tape: Tape } {
  return typeof context === 'object' && context !== null && 'tape' in context;
}
