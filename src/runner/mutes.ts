import type { Case, Step } from '../wire/index.js';

/** A combination of messages that is not sent any more, because what it does is known and ends the kernel. */
interface Mute {
  /** How many of each kind of message the smallest case needs. */
  readonly needs: ReadonlyMap<string, number>;
  readonly because: string;
  /** What leads there piles up over cases: a queue that nobody empties. */
  readonly lasting: boolean;
}

/**
 * Keeps a run going past bugs that end the kernel: of the messages that such a bug needs, one fewer than it needs goes
 * out in a case. What is held back is counted by reason, never forgotten.
 */
export class Mutes {
  readonly #mutes: Mute[] = [];

  /**
   * @param steps the smallest case that shows the bug
   * @param lasting what one case sends still counts in the next ones
   */
  add(steps: readonly Step[], because: string, lasting: boolean): void {
    if (steps.length === 0) return;
    this.#mutes.push({ needs: counted(steps), because, lasting });
  }

  /** Whether a kernel that was sent `past` would get there with this case, and a fresh one would not. */
  pileUp(past: readonly Step[], input: Case): boolean {
    const lasting = this.#mutes.filter((mute) => mute.lasting);
    if (lasting.length === 0 || past.length === 0) return false;
    const before = counted(past);
    const now = counted(this.apply(input).case.steps);
    return lasting.some(({ needs }) => {
      const kinds = [...needs];
      return (
        kinds.some(([kind]) => now.has(kind)) &&
        kinds.every(([kind, need]) => (before.get(kind) ?? 0) + (now.get(kind) ?? 0) >= need)
      );
    });
  }

  apply(input: Case): { readonly case: Case; readonly held: ReadonlyMap<string, number> } {
    const held = new Map<string, number>();
    let steps = input.steps;
    for (const mute of this.#mutes) steps = withoutLast(steps, mute, held);
    return { case: steps === input.steps ? input : { steps }, held };
  }
}

/** Leaves out what would complete the combination; nothing where the case does not hold all of it. */
function withoutLast(
  steps: readonly Step[],
  { needs, because }: Mute,
  held: Map<string, number>,
): readonly Step[] {
  const has = counted(steps);
  if ([...needs].some(([kind, need]) => (has.get(kind) ?? 0) < need)) return steps;
  // The rarest kind of the combination is the one to give up: the least is lost by it.
  const [kind, need] = [...needs].toSorted(([a], [b]) => (has.get(a) ?? 0) - (has.get(b) ?? 0))[0] ?? ['', 0];
  let room = need - 1;
  return steps.flatMap((step) => {
    if (kindOf(step) !== kind) return [step];
    const times = Math.min(timesOf(step), room);
    room -= times;
    if (times < timesOf(step)) held.set(because, (held.get(because) ?? 0) + timesOf(step) - times);
    if (times === 0) return [];
    return [step.kind === 'fault' || times === step.times ? step : { ...step, times }];
  });
}

function counted(steps: readonly Step[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(kindOf(step), (counts.get(kindOf(step)) ?? 0) + timesOf(step));
  return counts;
}

function timesOf(step: Step): number {
  return step.kind === 'send' ? step.times : 1;
}

/** A message by its tag, a fault by its name; no tag begins with an exclamation mark. */
function kindOf(step: Step): string {
  return step.kind === 'send' ? (step.tag ?? step.channel) : `! ${step.fault}`;
}
