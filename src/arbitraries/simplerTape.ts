import type { Replay, Tape } from './draw.js';

/** A tape to try, and its place in the order of trying. */
export interface Attempt {
  readonly replay: Replay;
  readonly index: number;
}

/**
 * The tapes to try in place of a tape: all parts made plain, each part left out or made plain (outer ones first), then
 * each single choice made smaller. Starts at `from`, and comes round to what it began after, so that one turn without
 * success means that no single step helps.
 */
export function* simplerTape(tape: Tape, from: number): Generator<Attempt, void, undefined> {
  const total = 1 + 2 * tape.spans.length + 3 * tape.choices.length;
  for (let step = 0; step < total; step += 1) {
    const index = (from + step) % total;
    const replay = attempt(tape, index);
    if (replay !== null) yield { replay, index };
  }
}

function attempt(tape: Tape, index: number): Replay | null {
  if (index === 0) return { choices: [], plain: null };
  const place = index - 1;
  if (place < 2 * tape.spans.length) return withoutPart(tape, place >> 1, place % 2 === 0);
  const rest = place - 2 * tape.spans.length;
  return smallerChoice(tape.choices, Math.floor(rest / 3), rest % 3);
}

/** Half of the attempts: the choices of one part gone; the others: the part drawn again at its plainest. */
function withoutPart(tape: Tape, span: number, gone: boolean): Replay | null {
  const { from, to } = tape.spans[span] ?? { from: 0, to: 0 };
  if (to <= from) return null;
  if (gone) return { choices: [...tape.choices.slice(0, from), ...tape.choices.slice(to)], plain: null };
  return { choices: tape.choices, plain: { span, to } };
}

function smallerChoice(choices: readonly number[], at: number, way: number): Replay | null {
  const choice = choices[at] ?? 0;
  const smaller = [0, choice >> 1, choice - 1][way] ?? 0;
  if (choice === 0 || (way > 0 && smaller === 0)) return null;
  return { choices: choices.with(at, smaller), plain: null };
}
