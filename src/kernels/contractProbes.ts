import { predict } from '../model/index.js';
import { bodyOf, membersOf, type Channel, type Lengths, type Schema, type Type } from '../schema/index.js';
import { encode, int, jsonText, record, text, type WireValue } from '../wire/index.js';
import { CHANNELS_TO_KERNEL } from './connection.js';
import type { Probe } from './kernel.js';
import { KernelError } from './kernelError.js';
import { notJson } from './notJson.js';
import { smallestValue } from './smallestValue.js';

/**
 * One valid frame for each channel to a kernel that answers every frame, in the codec of the channel; `nonce` tells one
 * probe from the next, where a message can hold text. A channel that the schema does not have takes any value.
 *
 * @throws KernelError `bad-schema` when no message of a channel can be made
 */
export function contractProbes(schema: Schema | null, nonce: number): readonly Probe[] {
  return CHANNELS_TO_KERNEL.map((name) => {
    const channel = schema?.channels.find((found) => found.name === name);
    const bytes =
      schema === null || channel === undefined
        ? encode(record({ probe: int(nonce) }))
        : written(channel, typedProbe(schema, channel, nonce));
    return { channel: name, frames: [{ channel: name, bytes }] };
  });
}

function written(channel: Channel, value: WireValue): Uint8Array {
  return isJson(channel) ? Buffer.from(jsonText(value, notJson)) : encode(value);
}

function isJson(channel: Channel): boolean {
  return bodyOf(channel).codec === 'json';
}

function typedProbe(schema: Schema, channel: Channel, nonce: number): WireValue {
  let maker = makers.get(channel);
  if (maker === undefined) {
    maker = makerFor(schema, channel);
    makers.set(channel, maker);
  }
  return maker(nonce);
}

type Maker = (nonce: number) => WireValue;

const makers = new WeakMap<Channel, Maker>();

/** By the first kind of message whose fate is certain, best one that has a field of plain text for the nonce. */
function makerFor(schema: Schema, channel: Channel): Maker {
  const { type } = bodyOf(channel);
  const able = membersOf(type)
    .map(
      (member): Maker =>
        (nonce) =>
          withText(schema, member, `probe ${nonce}`),
    )
    .filter(isMade);
  const codec = isJson(channel) ? 'json' : 'msgpack';
  const isTaken = (make: Maker): boolean =>
    predict(schema, type, written(channel, make(1)), codec).kind === 'value';
  const telling = able.filter((make) => canCarryText(make, channel));
  const maker = telling.find(isTaken) ?? able.find(isTaken) ?? telling[0];
  if (maker === undefined) {
    throw new KernelError(
      'bad-schema',
      `Made a probe for the channel ${channel.name}: expected a kind of message in the schema ${schema.protocol} ` +
        `${schema.release} that can be made and is taken, got none.`,
    );
  }
  return maker;
}

function canCarryText(make: Maker, channel: Channel): boolean {
  return !Buffer.from(written(channel, make(1))).equals(written(channel, make(2)));
}

/** Of some types only their own code can make a value. */
function isMade(make: Maker): boolean {
  try {
    make(1);
    return true;
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
