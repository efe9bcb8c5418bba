import { predict } from '../model/index.js';
import {
  bodyOf,
  channelNamed,
  membersOf,
  type Channel,
  type Lengths,
  type Schema,
  type Type,
} from '../schema/index.js';
import { encode, equal, int, record, text, type WireValue } from '../wire/index.js';
import { CHANNELS_TO_KERNEL } from './connection.js';
import type { Probe } from './kernel.js';
import { KernelError } from './kernelError.js';
import { smallestValue } from './smallestValue.js';

/** One valid frame for each channel to a kernel that answers every frame; `nonce` tells one probe from the next. */
export function contractProbes(schema: Schema | null, nonce: number): readonly Probe[] {
  return CHANNELS_TO_KERNEL.map((channel) => {
    const value = schema === null ? record({ probe: int(nonce) }) : typedProbe(schema, channel, nonce);
    return { channel, frames: [{ channel, bytes: encode(value) }] };
  });
}

function typedProbe(schema: Schema, name: string, nonce: number): WireValue {
  const channel = channelNamed(schema, name);
  let maker = makers.get(channel);
  if (maker === undefined) {
    maker = makerFor(schema, channel);
    makers.set(channel, maker);
  }
  return maker(nonce);
}

type Maker = (nonce: number) => WireValue;

const makers = new WeakMap<Channel, Maker>();

/** By the first kind of message that has a field of plain text for the nonce, best one whose fate is certain. */
function makerFor(schema: Schema, channel: Channel): Maker {
  const { type } = bodyOf(channel);
  const able = membersOf(type)
    .map(
      (member): Maker =>
        (nonce) =>
          withText(schema, member, `probe ${nonce}`),
    )
    .filter(canCarryText);
  const maker = able.find((make) => predict(schema, type, encode(make(1))).kind === 'value') ?? able[0];
  if (maker === undefined) {
    throw new KernelError(
      'bad-schema',
      `Made a probe for the channel ${channel.name}: expected a kind of message with a field of plain text ` +
        `in the schema ${schema.protocol} ${schema.release}, got none.`,
    );
  }
  return maker;
}

function canCarryText(make: Maker): boolean {
  try {
    return !equal(make(1), make(2));
  } catch (error) {
    if (error instanceof KernelError) {
      return false;
    }
    throw error;
  }
}

/** The smallest value of a type, with this text in the first field that takes it. */
function withText(schema: Schema, type: Type, content: string): WireValue {
  let placed = false;
  return smallestValue(schema, type, (_, at) => {
    if (placed || at.kind !== 'str' || at.pattern !== undefined || !fits(content.length, at)) {
      return undefined;
    }
    placed = true;
    return text(content);
  });
}

function fits(length: number, { minLength = 0, maxLength = Infinity }: Lengths): boolean {
  return length >= minLength && length <= maxLength;
}
