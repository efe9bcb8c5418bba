import type { Random } from 'fast-check';
import { Draw } from './draw.js';
import { scarceness } from './scarce.js';
import type { Crowd, ShapeName } from './shape.js';
import { RULES } from './shapes.js';
import { sizeOf } from './sizeOf.js';
import { slotFrom, type Slot, type SlotPlan } from './slot.js';
import { said } from './onWire.js';
import { targets, type Target } from './targets.js';
import type { Focus, WorkloadOptions } from './workloadOptions.js';

const MESSAGES_MAX = 600;
const BYTES_MAX = 256 * 1024;
/** Enough for the largest payload there is. */
const FOCUS_ROOM = 11 * 1024 * 1024;

/** So many messages of a crowd count as one: crowds are rarer than their weight says, though not by their size. */
const CROWD_SHARE = 4;

/** A shape that is on, with the targets it fits. */
interface Choice {
  readonly shape: ShapeName;
  readonly among: readonly Target[];
  /** The sum of the weights up to here. */
  readonly upTo: number;
}

interface Found {
  readonly shape: ShapeName;
  readonly target: Target;
}

/** Decides what the messages of a case are to be, and has them made. */
export class Planner {
  readonly #targets: readonly Target[];
  readonly #anyTarget: readonly Target[];
  readonly #choices: readonly Choice[];
  readonly #focuses: readonly Found[];
  readonly #messagesMax: number;
  readonly #bytesMax: number;
  readonly #harmless: boolean;

  constructor(options: WorkloadOptions) {
    const { schema, swarm, channels, focuses = [], harmless } = options;
    this.#harmless = harmless;
    this.#messagesMax = options.messagesMax ?? MESSAGES_MAX;
    this.#bytesMax = options.bytesMax ?? BYTES_MAX;
    const all = targets(schema, harmless);
    const wanted = ({ channel }: Target): boolean => channels?.includes(channel) ?? true;
    this.#targets = all.filter(wanted);
    this.#anyTarget = byShare(this.#targets);
    this.#choices = choicesOf(all, wanted, swarm.weights);
    this.#focuses = focuses.flatMap((focus) => this.#found(focus));
  }

  #found({ channel, tag, shape }: Focus): readonly Found[] {
    const target = this.#targets.find((each) => each.channel === channel && each.tag === tag);
    return target !== undefined && RULES[shape].fits(target) ? [{ shape, target }] : [];
  }

  slots(random: Random): readonly Slot[] {
    const draw = Draw.from(random);
    const least = Math.ceil(this.#messagesMax / 3);
    const count = draw.between(least, Math.max(least, this.#messagesMax));
    const batch = new Batch(random, this.#harmless);
    const focuses = this.#focuses
      .map((focus) => ({ focus, at: draw.below(count) }))
      .toSorted((one, other) => one.at - other.at);
    for (const { focus, at } of focuses) {
      this.#fill(draw, batch, at, count);
      this.#addFocus(draw, batch, focus);
    }
    this.#fill(draw, batch, count, count);
    return batch.slots;
  }

  /** Goes on up to message number `to` of `count`, while there is room. */
  #fill(draw: Draw, batch: Batch, to: number, count: number): void {
    while (batch.tried < to && batch.bytes < this.#bytesMax) {
      if (!this.#addOne(draw, batch, count - batch.tried)) return;
    }
  }

  #addFocus(draw: Draw, batch: Batch, { shape, target }: Found): void {
    const { crowd } = RULES[shape];
    const count = crowd === undefined ? 1 : crowdSize(draw, crowd, crowd.max);
    this.#addCrowd(
      batch,
      { shape, among: [target], senders: 1, timesMax: 1, room: FOCUS_ROOM, number: 0 },
      crowd,
      count,
    );
  }

  /** False where nothing is on. */
  #addOne(draw: Draw, batch: Batch, left: number): boolean {
    const choice = this.#choice(draw);
    if (choice === null) return false;
    const { shape, among } = choice;
    const { crowd } = RULES[shape];
    const count = crowd === undefined ? 1 : crowdSize(draw, crowd, Math.min(left, crowd.max));
    const one = [draw.pick(among)];
    const room = this.#bytesMax - batch.bytes;
    this.#addCrowd(batch, { shape, among: one, senders: 1, timesMax: 1, room, number: 0 }, crowd, count);
    return true;
  }

  #addCrowd(batch: Batch, plan: SlotPlan, crowd: Crowd | undefined, count: number): void {
    if (crowd === undefined) return batch.add(plan);
    if (crowd.of === 'one-frame') return batch.add({ ...plan, timesMax: count });
    for (let at = 0; at < count; at += 1) {
      const among = crowd.of === 'all-targets' && at > 0 ? this.#anyTarget : plan.among;
      batch.add({ ...plan, among, senders: crowd.senders });
    }
  }

  #choice(draw: Draw): Choice | null {
    const last = this.#choices.at(-1);
    if (last === undefined) return null;
    const at = (draw.below(2 ** 30) / 2 ** 30) * last.upTo;
    return this.#choices.find(({ upTo }) => at < upTo) ?? last;
  }
}

/** As large as a crowd may be here: small ones as likely as large ones, doubling by doubling. */
function crowdSize(draw: Draw, { min }: Crowd, max: number): number {
  return max <= min ? max : min + draw.skewed(max - min);
}

const fittingTargets = new WeakMap<readonly Target[], Map<ShapeName, readonly Target[]>>();

/** The targets that a shape fits; found once, for it is asked anew for every case. */
function fitting(all: readonly Target[], shape: ShapeName): readonly Target[] {
  const known = fittingTargets.get(all) ?? new Map<ShapeName, readonly Target[]>();
  fittingTargets.set(all, known);
  const found = known.get(shape) ?? byShare(all.filter(RULES[shape].fits));
  known.set(shape, found);
  return found;
}

/** Each as often as its share: one of these, drawn evenly, is the right one as often as it should be. */
function byShare(all: readonly Target[]): readonly Target[] {
  const shared = all.flatMap((target) => Array.from({ length: target.share }, () => target));
  return shared.length === 0 ? all : shared;
}

/** Crowds, and what is large, count as more than one message. */
function choicesOf(
  all: readonly Target[],
  wanted: (target: Target) => boolean,
  weights: ReadonlyMap<ShapeName, number>,
): readonly Choice[] {
  const choices: Choice[] = [];
  let upTo = 0;
  for (const [shape, strength] of weights) {
    const { crowd, cost = 1 } = RULES[shape];
    const weight = strength / (cost * (1 + (crowd?.min ?? 0) / CROWD_SHARE));
    const among = weight === 0 ? [] : fitting(all, shape).filter(wanted);
    if (among.length === 0) continue;
    upTo += weight;
    choices.push({ shape, among, upTo });
  }
  return choices;
}

/** The messages of one case, as they are made. */
class Batch {
  readonly slots: Slot[] = [];
  bytes = 0;
  tried = 0;
  readonly #random: Random;
  readonly #harmless: boolean;
  readonly #used = new Map<string, number>();

  constructor(random: Random, harmless: boolean) {
    this.#random = random;
    this.#harmless = harmless;
  }

  add(plan: SlotPlan): void {
    const slot = slotFrom(this.#random, { ...plan, number: this.tried });
    this.tried += 1;
    if (this.#harmless && this.#isTooMuch(slot)) return;
    this.slots.push(slot);
    const { value, times } = slot.made.value;
    this.bytes += sizeOf(value) * times;
  }

  /** Some programs take only so many messages of a kind. */
  #isTooMuch({ plan, made }: Slot): boolean {
    const { channel, value, times } = made.value;
    const schema = plan.among[0]?.schema;
    if (schema === undefined) return false;
    const scarce = scarceness(schema.protocol, channel, said(schema, channel, value));
    if (scarce === null) return false;
    const used = (this.#used.get(scarce.name) ?? 0) + times;
    this.#used.set(scarce.name, used);
    return used > scarce.limit;
  }
}
