import { createCommand, HOST_CHANNELS, HOST_TAGS, hostRequest, type Schema } from '../schema/index.js';
import { isHarmless, type Harm } from './isHarmless.js';

/**
 * Whether a frame may be sent to a real host of several sessions, on a channel that is none of a session.
 *
 * What is on `mgmt` ends up in a session's settings: so of these nothing but our own values, numbers or nothing is let
 * through. A frame on `cmd` may be a pickle wherever it stands in its message: each must be harmless as one.
 *
 * @param schema - of each session
 */
export function isHarmlessToHost(schema: Schema, channel: string, frame: Uint8Array): Harm {
  if (channel === HOST_CHANNELS.cmd) {
    return isHarmless(schema, 'control', frame);
  }
  if (channel !== HOST_CHANNELS.mgmt) {
    return { kind: 'refused', because: `a host has no channel ${JSON.stringify(channel)}` };
  }
  const message = jsonIn(frame);
  if (hostRequest(message)?.kind === 'shutdown') {
    return { kind: 'refused', because: 'it ends the host; that is up to the host' };
  }
  if (typeof message !== 'object' || message === null) return HARMLESS;
  if (Reflect.get(message, 'type') !== HOST_TAGS.create) return HARMLESS;
  for (const [name, own] of Object.entries(createCommand(''))) {
    const value: unknown = Reflect.get(message, name);
    if (name === 'session_id' || name === 'type' || isNothing(value)) continue;
    if (JSON.stringify(value) !== JSON.stringify(own)) {
      return {
        kind: 'refused',
        because: `$.${name} is none of the settings that a session is known to run with`,
      };
    }
  }
  return HARMLESS;
}

const HARMLESS: Harm = { kind: 'harmless' };

/** No text, and nothing that holds any. */
function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return typeof value !== 'string';
}

/** As the host reads it, or more leniently: a decoder that is stricter refuses the rest. */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}
