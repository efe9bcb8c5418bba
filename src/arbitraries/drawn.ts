import { Arbitrary, Stream, Value, type Random } from 'fast-check';
import { Draw, type Replay, type Tape } from './draw.js';
import { simplerTape } from './simplerTape.js';

/** What is remembered of a value in order to shrink it. */
export type Origin =
  /** The random stream as it was before: enough to find the tape once it is needed. */
  | { readonly kind: 'random'; readonly random: Random }
  /** `from`: which of the simpler tapes to try first; the ones before it did not help a moment ago. */
  | { readonly kind: 'tape'; readonly tape: Tape; readonly from: number };

/** A value with the choices that made it. */
export interface Made<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** Turns a function that draws into an arbitrary. It shrinks to simpler values of the same function, and ends. */
export function drawn<T>(make: (draw: Draw) => T): Arbitrary<T> {
  return new Drawn(make);
}

class Drawn<T> extends Arbitrary<T> {
  readonly #make: (draw: Draw) => T;

  constructor(make: (draw: Draw) => T) {
    super();
    this.#make = make;
  }

  override generate(random: Random): Value<T> {
    const { value, origin } = madeFrom(random, this.#make);
    return new Value(value, origin);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    void value;
    return false;
  }

  override shrink(_value: T, context: unknown): Stream<Value<T>> {
    if (!isOrigin(context)) return Stream.nil();
    return new Stream(simplerMade(context, this.#make)).map(({ value, origin }) => new Value(value, origin));
  }
}

function isOrigin(context: unknown): context is Origin {
  return typeof context === 'object' && context !== null && 'kind' in context;
}

/** Draws a value from fast-check's random stream. */
export function madeFrom<T>(random: Random, make: (draw: Draw) => T): Made<T> {
  const before = random.clone();
  return { value: make(Draw.from(random)), origin: { kind: 'random', random: before } };
}

/** Simpler values, the most promising first; each has a strictly smaller tape, so shrinking ends. */
export function* simplerMade<T>(
  origin: Origin,
  make: (draw: Draw) => T,
): Generator<Made<T>, void, undefined> {
  const tape = tapeOf(origin, make);
  for (const { replay, index } of simplerTape(tape, origin.kind === 'tape' ? origin.from : 0)) {
    const made = again(replay, make);
    if (compareTapes(made.tape, tape) < 0) {
      yield { value: made.value, origin: { kind: 'tape', tape: made.tape, from: index } };
    }
  }
}

/** The choices that made a value. */
function tapeOf(origin: Origin, make: (draw: Draw) => unknown): Tape {
  if (origin.kind === 'tape') return origin.tape;
  const draw = Draw.recording(origin.random.clone());
  make(draw);
  return draw.tape;
}

function again<T>(replay: Replay, make: (draw: Draw) => T): { value: T; tape: Tape } {
  const draw = Draw.again(replay);
  const value = make(draw);
  return { value, tape: draw.tape };
}

/** Shorter first, then by the first choice that differs. */
export function compareTapes(a: Tape, b: Tape): number {
  if (a.choices.length !== b.choices.length) return a.choices.length - b.choices.length;
  for (const [index, choice] of a.choices.entries()) {
    const other = b.choices[index] ?? 0;
    if (choice !== other) return choice - other;
  }
  return 0;
}
