import { Arbitrary, Stream, Value, sample, type Random } from 'fast-check';

/** Lends out the random stream that fast-check makes of a seed. */
class Lender extends Arbitrary<Random> {
  override generate(random: Random): Value<Random> {
    return new Value(random.clone(), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Random {
    return false;
  }

  override shrink(): Stream<Value<Random>> {
    return Stream.nil();
  }
}

/** The random stream of a seed, for tests that look at a value together with what it shrinks to. */
export function randomOf(seed: number): Random {
  const [random] = sample(new Lender(), { seed, numRuns: 1 });
  if (random === undefined) throw new Error('fast-check lent no random stream');
  return random;
}
