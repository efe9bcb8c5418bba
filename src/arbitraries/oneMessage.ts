import type { Arbitrary } from 'fast-check';
import type { Schema } from '../schema/index.js';
import type { SendStep } from '../wire/index.js';
import { drawn } from './drawn.js';
import { RULES, targetOf } from './shapes.js';
import { stepOf, type SlotPlan } from './slot.js';
import type { Focus } from './workloadOptions.js';
import { onWire } from './onWire.js';
import { ArbitraryError } from './arbitraryError.js';

export interface OneMessageOptions {
  /** For a real kernel. Default false. */
  readonly harmless?: boolean;
  /** Its number within its case: part of its ids. Default 0. */
  readonly number?: number;
  /** Bytes it may take, about. Default 80 KiB. */
  readonly room?: number;
}

/**
 * One message of a shape for a tag of a channel.
 *
 * @throws ArbitraryError `no-such-target` where nothing is generated for the tag, `does-not-fit` where the shape does not fit it
 */
export function oneMessage(
  schema: Schema,
  focus: Focus,
  options: OneMessageOptions = {},
): Arbitrary<SendStep> {
  const { channel, tag, shape } = focus;
  const target = targetOf(schema, channel, tag, options.harmless ?? false);
  const what = `a message of the shape ${shape} for ${tag ?? 'the body'} on ${channel}`;
  if (target === null) {
    throw new ArbitraryError(
      'no-such-target',
      `${what} was asked for: expected a channel and a tag of ${schema.protocol} ${schema.release} that messages are made for. ` +
        'Ask ungeneratable(schema) why there is none.',
    );
  }
  const rule = RULES[shape];
  if (!rule.fits(target)) {
    throw new ArbitraryError(
      'does-not-fit',
      `${what} was asked for: the shape does not fit (${rule.about}).`,
    );
  }
  const timesMax = rule.crowd?.of === 'one-frame' ? rule.crowd.max : 1;
  const plan: SlotPlan = {
    shape,
    among: [target],
    number: options.number ?? 0,
    senders: rule.crowd?.senders ?? 1,
    timesMax,
    room: options.room ?? 80 * 1024,
  };
  return drawn((draw) => onWire(schema, stepOf(draw, plan)));
}
