import type { Place } from './place.js';
import { readType } from './readType.js';
import type { Channel, Frame } from './types.js';

/** Reads one channel. */
export function readChannel(place: Place): Channel {
  const found = place.members(['name', 'direction', 'envelope', 'python']);
  const envelope = found.envelope.items(readFrame);
  if (envelope.filter((frame) => frame.role === 'body').length !== 1) {
    found.envelope.refuse('an envelope with exactly one body');
  }
  return {
    name: found.name.text(),
    direction: found.direction.oneOf('to-kernel', 'from-kernel'),
    envelope,
    python: found.python.orNull((python) => python.text()),
  };
}

/** Reads one frame of an envelope. */
export function readFrame(place: Place): Frame {
  const found = place.members(['role', 'codec', 'type']);
  return {
    role: found.role.oneOf('body', 'tag', 'route'),
    codec: found.codec.oneOf('msgpack', 'json', 'json-in-msgpack-bin', 'utf8', 'pickle', 'json-in-pickle'),
    type: readType(found.type),
  };
}
