import { BAD_HANDSHAKES, type Fault, type FaultKind } from '../../wire/index.js';
import type { Draw } from '../draw.js';

/** Faults are short, so that a run has many: the longest lasts so many milliseconds and {@link SHORTEST_MS} more. */
const LONGEST_MS = 90;
const SHORTEST_MS = 5;

/** A fault of a kind; `channels` are those on which it may strike. */
export function anyFault(draw: Draw, kind: FaultKind, channels: readonly string[]): Fault {
  switch (kind) {
    case 'kill':
    case 'interrupt':
    case 'terminate':
      return { kind };
    case 'freeze':
    case 'stop-reading':
      return { kind, forMs: whileMs(draw) };
    case 'late-start':
      return { kind, forMs: whileMs(draw) };
    case 'undrained':
      return { kind, output: draw.pick(['stderr', 'stdout']), forMs: whileMs(draw) };
    case 'slow-sends':
      return { kind, pauseMs: draw.between(1, 5), forMs: whileMs(draw) };
    case 'rebind':
      return { kind, channel: draw.pick(channels) };
    case 'second-peer':
      return { kind, channel: draw.pick(channels), forMs: whileMs(draw) };
    case 'garbage':
      return { kind, channel: draw.pick(channels), bytes: noise(draw) };
    case 'bad-handshake':
      return { kind, channel: draw.pick(channels), how: draw.pick(BAD_HANDSHAKES), forMs: whileMs(draw) };
  }
}

function whileMs(draw: Draw): number {
  return SHORTEST_MS + draw.skewed(LONGEST_MS);
}

/** Where a greeting of ZeroMQ has its last byte of signature, its version, and its end. */
const SIGNATURE_END = 9;
const VERSION_AT = 10;
const GREETING_BYTES = 64;

/**
 * Bytes that can never make a peer: they begin as a greeting of a version that has to go on with a handshake, or are
 * too short to be anything. Other bytes are a message to ZeroMQ, whose oldest version had no greeting.
 */
function noise(draw: Draw): Uint8Array {
  const bytes = Uint8Array.from({ length: draw.skewed(GREETING_BYTES) }, () => draw.below(256));
  if (bytes.length > 0) bytes[0] = 0xff;
  if (bytes.length > SIGNATURE_END) bytes[SIGNATURE_END] = (bytes[SIGNATURE_END] ?? 0) | 1;
  if (bytes.length > VERSION_AT) bytes[VERSION_AT] = Math.max(3, bytes[VERSION_AT] ?? 0);
  return bytes;
}
