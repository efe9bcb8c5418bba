import type { Channel, Schema } from '../schema/index.js';
import { changeChannel, changeFrame, channelAt } from './channelAt.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';
import { fits, inserted, removed, reordered, unfit } from './unfit.js';

type ChannelOpKind = Extract<
  SkewOpKind,
  | `channel-${string}`
  | `channels-${string}`
  | `frame-${string}`
  | `startup-${string}`
  | 'codec-changed'
  | 'protocol-renamed'
  | 'release-changed'
>;

/** What each op on channels, frames and the schema itself does. */
export const CHANNEL_OPS: Pick<PerKind<[schema: Schema], Schema>, ChannelOpKind> = {
  'protocol-renamed': (op, schema) => {
    fits(op, op.from, schema.protocol);
    return { ...schema, protocol: op.to };
  },
  'release-changed': (op, schema) => {
    fits(op, op.from, schema.release);
    return { ...schema, release: op.to };
  },
  'channel-added': (op, schema) => {
    fits(op, op.path.channel, op.channel.name);
    if (schema.channels.some(({ name }) => name === op.channel.name)) {
      unfit(op, 'a name that no channel has', JSON.stringify(op.channel.name));
    }
    return { ...schema, channels: inserted(op, schema.channels, op.index, op.channel) };
  },
  'channel-removed': (op, schema) => {
    const { index } = channelAt(op, schema, op.path.channel);
    return { ...schema, channels: schema.channels.toSpliced(index, 1) };
  },
  'channels-reordered': (op, schema) => ({
    ...schema,
    channels: reordered(op, schema.channels, op.order),
  }),
  'channel-turned': (op, schema) => turn(op, schema, 'direction', op.from, op.to),
  'channel-python-changed': (op, schema) => turn(op, schema, 'python', op.from, op.to),
  'codec-changed': (op, schema) =>
    changeFrame(op, schema, op.path, (frame) => {
      fits(op, op.from, frame.codec);
      return { ...frame, codec: op.to };
    }),
  'frame-added': (op, schema) =>
    changeChannel(op, schema, op.path.channel, (channel) => ({
      ...channel,
      envelope: inserted(op, channel.envelope, op.path.index, op.frame),
    })),
  'frame-removed': (op, schema) =>
    changeChannel(op, schema, op.path.channel, (channel) => ({
      ...channel,
      envelope: removed(op, channel.envelope, op.path.index, op.frame),
    })),
  'startup-added': (op, schema) => {
    fits(op, null, schema.startup);
    return { ...schema, startup: op.frame };
  },
  'startup-removed': (op, schema) => {
    fits(op, op.frame, schema.startup);
    return { ...schema, startup: null };
  },
};

function turn<K extends 'direction' | 'python'>(
  op: SkewOp<'channel-turned' | 'channel-python-changed'>,
  schema: Schema,
  member: K,
  from: Channel[K],
  to: Channel[K],
): Schema {
  return changeChannel(op, schema, op.path.channel, (channel) => {
    fits(op, from, channel[member]);
    return { ...channel, [member]: to };
  });
}
