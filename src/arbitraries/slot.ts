import type { Random } from 'fast-check';
import type { SendStep } from '../wire/index.js';
import type { Draw } from './draw.js';
import { madeFrom, simplerMade, type Made } from './drawn.js';
import { EVERYDAY, type Making } from './making.js';
import { RULES } from './shapes.js';
import type { ShapeName } from './shape.js';
import type { Target } from './targets.js';

/** What one message of a case is to be. */
export interface SlotPlan {
  readonly shape: ShapeName;
  /** What it may be a message of: any of these. */
  readonly among: readonly Target[];
  readonly number: number;
  /** Its sender is one of so many. */
  readonly senders: number;
  /** Times that the frame may be sent. */
  readonly timesMax: number;
  readonly room: number;
}

/** A message of a case, with what it takes to make it simpler. */
export interface Slot {
  readonly plan: SlotPlan;
  readonly made: Made<SendStep>;
}

export function slotFrom(random: Random, plan: SlotPlan): Slot {
  return { plan, made: madeFrom(random, (draw) => stepOf(draw, plan)) };
}

/** The same message, simpler; the most promising first. */
export function* simplerSlots({ plan, made }: Slot): Generator<Slot, void, undefined> {
  for (const simpler of simplerMade(made.origin, (draw) => stepOf(draw, plan))) yield { plan, made: simpler };
}

/** Draws one message. */
export function stepOf(draw: Draw, plan: SlotPlan): SendStep {
  const rule = RULES[plan.shape];
  const target = draw.pick(plan.among);
  const times = 1 + (plan.timesMax > 1 ? Math.max(1, draw.skewed(plan.timesMax - 1)) : 0);
  const sender = plan.senders > 1 ? draw.below(plan.senders) : 0;
  const making: Making = {
    draw,
    number: plan.number,
    room: plan.room,
    style: EVERYDAY,
    depth: 0,
    length: null,
  };
  const value = rule.make(making, target);
  const channel = rule.channel?.(making, target) ?? target.channel;
  return { kind: 'send', channel, sender, shape: plan.shape, tag: target.tag, value, times };
}
