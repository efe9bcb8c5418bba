import type { Channel, Frame, Schema } from '../schema/index.js';
import type { Messages } from './comparison.js';

/** A frame and where it stands. */
export interface Place {
  /** Null: the startup document. */
  readonly channel: string | null;
  readonly index: number;
  readonly frame: Frame;
}

const DIRECTIONS: Readonly<Record<Messages, Channel['direction']>> = {
  commands: 'to-kernel',
  notifications: 'from-kernel',
};

/** Every frame of one kind of message, in the order of the schema; the startup document is the first of commands. */
export function framesOf(schema: Schema, messages: Messages): readonly Place[] {
  const startup =
    messages === 'commands' && schema.startup !== null
      ? [{ channel: null, index: 0, frame: schema.startup }]
      : [];
  const channels = schema.channels.filter(({ direction }) => direction === DIRECTIONS[messages]);
  return [
    ...startup,
    ...channels.flatMap(({ name, envelope }) =>
      envelope.map((frame, index) => ({ channel: name, index, frame })),
    ),
  ];
}

/**
 * The frame that a reader takes this one for: the same one of those of its role in the channel of this name. Null: it
 * has none, or does not read there.
 */
export function counterpart(writer: Schema, { channel, index, frame }: Place, reader: Schema): Frame | null {
  if (channel === null) return reader.startup;
  const [from, to] = [writer, reader].map((schema) => schema.channels.find(({ name }) => name === channel));
  if (from === undefined || to === undefined || from.direction !== to.direction) return null;
  const nth = from.envelope.slice(0, index).filter(({ role }) => role === frame.role).length;
  return to.envelope.filter(({ role }) => role === frame.role)[nth] ?? null;
}
