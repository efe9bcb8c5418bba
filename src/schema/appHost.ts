import type { Channel, Schema } from './types.js';

/** The channels of a host itself; all others are those of its sessions, see {@link channelIn}. */
export const HOST_CHANNELS = {
  /** One frame of JSON: creates and stops sessions, ends the host. */
  mgmt: 'mgmt',
  /** One frame of JSON: the host is ready; a session was created. */
  response: 'response',
  /** What the sessions' own channels travel on, frame by frame: session id, channel, payload. */
  cmd: 'cmd',
} as const;

/** From each session: what it says. */
export const STREAM_CHANNEL = 'stream';

/** From each session: its last word. */
export const EXITED = 'exited';

/** The tags of what is said on {@link HOST_CHANNELS}, in the field `type`. */
export const HOST_TAGS = {
  create: 'CreateKernelCmd',
  stop: 'StopKernelCmd',
  shutdown: 'ShutdownAppHostCmd',
  ready: 'AppHostReadyResponse',
  created: 'KernelCreatedResponse',
} as const;

/** The same messages to and from one session of an app host: whatever a release speaks elsewhere, here it is pickle. */
export function pickledSchema(schema: Schema): Schema {
  return { ...schema, channels: schema.channels.map(pickledChannel) };
}

function pickledChannel(channel: Channel): Channel {
  const codec = channel.direction === 'to-kernel' ? 'pickle' : 'json-in-pickle';
  return { ...channel, envelope: channel.envelope.map((frame) => ({ ...frame, codec })) };
}
