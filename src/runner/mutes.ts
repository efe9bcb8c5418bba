import { bareChannel, HOST_CHANNELS } from '../schema/index.js';
import { textOf, type Case, type SendStep, type Step, type WireValue } from '../wire/index.js';
import { recalled } from './live.js';

/** A combination of messages that is not sent any more, because what it does is known and ends the kernel. */
interface Mute {
  readonly needs: readonly Need[];
  readonly because: string;
  /** What leads there piles up over cases: a queue that nobody empties. */
  readonly lasting: boolean;
  /** It is about what is logged in other letters, and about nothing else. */
  readonly oddlyLogged: boolean;
}

/** So many messages of a kind, each with nothing in these places and these words, are among those of the smallest case. */
interface Need {
  readonly kind: string;
  readonly hollows: readonly string[];
  /** Of a message that does it all alone. */
  readonly words: readonly string[];
  readonly count: number;
}

/**
 * Keeps a run going past bugs that end the kernel: of the messages that such a bug needs, one fewer than it needs goes
 * out in a case. What is held back is counted by reason, never forgotten.
 *
 * Of what is logged in other letters none goes out where that is part of a bug: it depends on the moment how many are too
 * many, and what else was sent only shows it.
 *
 * An item that shrinking left in a list matters. Where it is an empty list or map, only messages with an empty one in
 * that place are counted. Where a single message does it, only messages with the same words as its texts are held back: what a
 * function is told, and not every call of it. A bug that shows without is found again as the known one that it is, and only costs a kernel.
 */
export class Mutes {
  readonly #mutes: Mute[] = [];
  readonly #drained: ReadonlySet<string>;
  readonly #isOddlyLogged: (step: SendStep) => boolean;
  readonly #refused: ((step: SendStep) => boolean) | null;
  #refusedBecause: string | null = null;
  #cases = 0;

  /**
   * @param drained channels that the probes after each case empty: nothing of theirs piles up over cases
   * @param isOddlyLogged of a message: whether a line of the log tells of it in other than ASCII letters; default: of none
   * @param refused whether a message is sure to be refused, where that may end the kernel; default: it does not
   */
  constructor(
    drained: readonly string[] = [],
    isOddlyLogged: (step: SendStep) => boolean = () => false,
    refused: ((step: SendStep) => boolean) | null = null,
  ) {
    this.#drained = new Set(drained);
    this.#refused = refused;
    this.#isOddlyLogged = isOddlyLogged;
  }

  /**
   * @param steps the smallest case that shows the bug
   * @param lasting what one case sends still counts in the next ones
   */
  add(steps: readonly Step[], because: string, lasting: boolean): void {
    if (steps.length === 0) return;
    const refused = this.#refused;
    if (refused !== null && steps.some((step) => step.kind === 'send' && refused(step))) {
      this.#refusedBecause ??= because;
      return;
    }
    // Sessions come and go by what is sent there: without it, hardly anything would be left.
    if (steps.every((step) => step.kind === 'send' && step.channel === HOST_CHANNELS.mgmt)) return;
    const oddlyLogged = steps.some((step) => this.#isOdd(step));
    this.#mutes.push({ needs: oddlyLogged ? [] : needsOf(steps), because, lasting, oddlyLogged });
  }

  /** Whether a kernel that was sent `past` would get there with this case, and a fresh one would not. */
  pileUp(past: readonly Step[], input: Case): boolean {
    const lasting = this.#mutes.filter(
      (mute) => mute.lasting && !mute.oddlyLogged && !mute.needs.every(({ kind }) => this.#drained.has(kind)),
    );
    if (lasting.length === 0 || past.length === 0) return false;
    const { steps } = this.apply(input).case;
    return lasting.some(({ needs }) => {
      const now = needs.map((need) => counted(steps, need));
      return (
        now.some((count) => count > 0) &&
        needs.every((need, at) => counted(past, need) + (now[at] ?? 0) >= need.count)
      );
    });
  }

  apply(input: Case): { readonly case: Case; readonly held: ReadonlyMap<string, number> } {
    const held = new Map<string, number>();
    let steps = this.#withoutRefused(input.steps, held);
    for (const mute of this.#mutes) {
      steps = mute.oddlyLogged ? this.#withoutOdd(steps, mute, held) : withoutLast(steps, mute, held);
    }
    return { case: steps === input.steps ? input : { steps }, held };
  }

  /** Where one message that is refused ends the kernel. */
  #withoutRefused(steps: readonly Step[], held: Map<string, number>): readonly Step[] {
    const refused = this.#refused;
    const because = this.#refusedBecause;
    if (refused === null || because === null) return steps;
    const odd = new Set(steps.filter((step) => step.kind === 'send' && refused(step)));
    if (odd.size === 0) return steps;
    this.#cases += 1;
    if (this.#cases % CASES_HELD === 0) return steps;
    for (const step of odd) held.set(because, (held.get(because) ?? 0) + timesOf(step));
    return steps.filter((step) => !odd.has(step));
  }

  #withoutOdd(steps: readonly Step[], { because }: Mute, held: Map<string, number>): readonly Step[] {
    const odd = steps.filter((step) => this.#isOdd(step));
    if (odd.length === 0) return steps;
    const count = odd.reduce((sum, step) => sum + timesOf(step), 0);
    held.set(because, (held.get(because) ?? 0) + count);
    return steps.filter((step) => !odd.includes(step));
  }

  #isOdd(step: Step): boolean {
    return step.kind === 'send' && this.#isOddlyLogged(step);
  }
}

/** Of so many cases one is sent as it is, so that all that is known to be refused still occurs. */
const CASES_HELD = 12;

/** Of each kind of message in the smallest case, how many there are; one that is more special counts for the others too. */
function needsOf(steps: readonly Step[]): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const step of steps) {
    const kind = kindOf(step);
    const hollows = [...hollowsOf(step)].toSorted();
    const words = steps.length === 1 ? [...wordsOf(step)].toSorted() : [];
    const need = { kind, hollows, words };
    needs.set(JSON.stringify(need), { ...need, count: counted(steps, need) });
  }
  return [...needs.values()];
}

/** Leaves out what would complete the combination; nothing where the case does not hold all of it. */
function withoutLast(
  steps: readonly Step[],
  { needs, because }: Mute,
  held: Map<string, number>,
): readonly Step[] {
  const has = new Map(needs.map((need) => [need, counted(steps, need)]));
  if (needs.some((need) => (has.get(need) ?? 0) < need.count)) return steps;
  // The rarest kind of the combination is the one to give up: the least is lost by it.
  const [rarest] = needs.toSorted(
    (a, b) => (has.get(a) ?? 0) - (has.get(b) ?? 0) || b.hollows.length - a.hollows.length,
  );
  if (rarest === undefined) return steps;
  let room = rarest.count - 1;
  return steps.flatMap((step) => {
    if (!isFor(rarest, step)) return [step];
    const times = Math.min(timesOf(step), room);
    room -= times;
    if (times < timesOf(step)) held.set(because, (held.get(because) ?? 0) + timesOf(step) - times);
    if (times === 0) return [];
    return [step.kind === 'fault' || times === step.times ? step : { ...step, times }];
  });
}

function counted(steps: readonly Step[], need: Omit<Need, 'count'>): number {
  return steps.reduce((sum, step) => sum + (isFor(need, step) ? timesOf(step) : 0), 0);
}

function isFor({ kind, hollows, words }: Omit<Need, 'count'>, step: Step): boolean {
  if (kindOf(step) !== kind) return false;
  return holds(hollows, () => hollowsOf(step)) && holds(words, () => wordsOf(step));
}

function holds(needed: readonly string[], own: () => ReadonlySet<string>): boolean {
  if (needed.length === 0) return true;
  const all = own();
  return needed.every((one) => all.has(one));
}

function timesOf(step: Step): number {
  return step.kind === 'send' ? step.times : 1;
}

/** A message by its tag, a fault by its name; no tag begins with an exclamation mark. */
function kindOf(step: Step): string {
  return step.kind === 'send' ? (step.tag ?? bareChannel(step.channel)) : `! ${step.fault.kind}`;
}

/** The lists that hold an empty list or map, as paths without positions. */
function hollowsOf(step: Step): ReadonlySet<string> {
  const places = new Set<string>();
  for (const [value, path] of partsOf(step)) if (isHollow(value) && path.endsWith('[]')) places.add(path);
  return places;
}

/** The texts that shrinking could not make shorter, and that are no numbers: with their places. */
function wordsOf(step: Step): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [value, path] of partsOf(step)) {
    const text = value.kind === 'str' ? textOf(value.bytes) : null;
    if (text !== null && WORD.test(text)) words.add(`${path} ${text}`);
    // Of a pickle all that reads like one.
    if (value.kind === 'raw') {
      const bytes = Buffer.from(value.bytes.subarray(0, PICKLE_BYTES)).toString('latin1');
      for (const [word] of bytes.matchAll(WORDS)) words.add(`${path} ${word}`);
    }
  }
  return words;
}

const WORD = /^[A-Za-z][\w-]{2,40}$/u;
const WORDS = /[A-Za-z]{4,40}/gu;
/** More than the smallest case of a bug has. */
const PICKLE_BYTES = 4_096;

/** Every part of a message with its path, without positions; values may be of any depth. */
function* partsOf(step: Step): Iterable<readonly [value: WireValue, path: string]> {
  const own = recalled(step);
  const pending: (readonly [value: WireValue, path: string])[] =
    own.kind === 'send' ? [[own.value, '$']] : [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    const [value, path] = next;
    if (value.kind === 'map') {
      for (const [key, item] of value.entries) {
        pending.push([item, `${path}.${key.kind === 'str' ? (textOf(key.bytes) ?? '') : ''}`]);
      }
    }
    if (value.kind === 'array') for (const item of value.items) pending.push([item, `${path}[]`]);
  }
}

function isHollow(value: WireValue): boolean {
  if (value.kind === 'array') return value.items.length === 0;
  return value.kind === 'map' && value.entries.length === 0;
}
