import type { ReceivedEvent } from '../history/index.js';
import { hex, type StreamReading } from '../wire/index.js';
import type { Charge } from './sheet.js';

/** A frame that is no notification at all: what is said of it, whatever kernel it comes from. */
export function badFrame(
  { bytes }: ReceivedEvent,
  reading: Extract<StreamReading, { kind: 'bad-frame' }>,
): Charge {
  return {
    rule: 'bad-frame',
    outcome: 'lossy',
    // Some reasons name a size.
    change: reading.because.replaceAll(/\b\d+\b/gu, 'n'),
    expected: 'one msgpack bin that holds one JSON document, a notification',
    actual: `${reading.because} (byte ${reading.at})`,
    because: tellFrame(bytes),
  };
}

/** A frame of the stream by its size and its first bytes. */
export function tellFrame(bytes: Uint8Array): string {
  return `the frame of ${bytes.length} bytes begins 0x${hex(bytes, 48)}`;
}
