import type { Channel, Frame, Schema } from '../schema/index.js';
import type { SkewOp } from './op.js';
import type { FramePath, StartupPath } from './path.js';
import { unfit } from './unfit.js';

/** The channel that an op is about, and its place. */
export function channelAt(
  op: SkewOp,
  schema: Schema,
  name: string,
): { readonly channel: Channel; readonly index: number } {
  const index = schema.channels.findIndex((candidate) => candidate.name === name);
  const channel = schema.channels[index];
  return channel === undefined
    ? unfit(op, `a channel ${JSON.stringify(name)}`, 'a schema without it')
    : { channel, index };
}

/** The schema with one channel changed. */
export function changeChannel(
  op: SkewOp,
  schema: Schema,
  name: string,
  change: (channel: Channel) => Channel,
): Schema {
  const { channel, index } = channelAt(op, schema, name);
  return { ...schema, channels: schema.channels.with(index, change(channel)) };
}

/** The frame that an op is about: of a channel, or the startup document. */
export function frameAt(op: SkewOp, schema: Schema, path: FramePath | StartupPath): Frame {
  if (path.kind === 'startup') {
    return schema.startup ?? unfit(op, 'a startup document', 'a schema without one');
  }
  const { envelope } = channelAt(op, schema, path.channel).channel;
  return envelope[path.index] ?? unfit(op, `a frame ${path.index}`, `an envelope of ${envelope.length}`);
}

/** The schema with one frame changed. */
export function changeFrame(
  op: SkewOp,
  schema: Schema,
  path: FramePath | StartupPath,
  change: (frame: Frame) => Frame,
): Schema {
  const frame = change(frameAt(op, schema, path));
  if (path.kind === 'startup') return { ...schema, startup: frame };
  return changeChannel(op, schema, path.channel, (channel) => ({
    ...channel,
    envelope: channel.envelope.with(path.index, frame),
  }));
}
