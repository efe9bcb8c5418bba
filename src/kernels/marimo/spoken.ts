import type { Schema } from '../../schema/index.js';
import { decode, frameWriter } from '../../wire/index.js';
import type { MarimoFrame } from './commands.js';

/** The same message as a release with this schema speaks it: old ones have pickle on their sockets. */
export function spoken<Frame extends MarimoFrame>(schema: Schema, frame: Frame): Frame {
  const decoded = decode(frame.bytes);
  if (decoded.kind === 'malformed') return frame;
  return { ...frame, bytes: frameWriter(schema, frame.channel)(decoded.value) };
}
