import { daysSinceEpoch, type DateTime } from './rfc3339.js';

/** A moment: seconds since 1970 (UTC), and microseconds within the second. */
export interface Moment {
  readonly seconds: number;
  readonly micros: number;
}

export type TimestampFault = 'shape' | 'nanoseconds' | 'range' | 'year-10000';

/** The decoder lets one second too many through; Python's own constructor then refuses the year. */
const LAST_SECOND = 253_402_300_800n;
const FIRST_SECOND = -62_135_596_800n;

/** Reads the payload of a msgpack timestamp: 4, 8 or 12 bytes. */
export function readTimestamp(bytes: Uint8Array): Moment | TimestampFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let seconds = 0n;
  let nanos = 0;
  if (bytes.length === 4) {
    seconds = BigInt(view.getUint32(0));
  } else if (bytes.length === 8) {
    const word = view.getBigUint64(0);
    seconds = word & 0x3ffffffffn;
    nanos = Number(word >> 34n);
  } else if (bytes.length === 12) {
    nanos = view.getUint32(0);
    seconds = view.getBigInt64(4);
  } else {
    return 'shape';
  }
  if (nanos > 999_999_999) return 'nanoseconds';
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return 'range';
  const micros = Math.floor((nanos + 500) / 1000);
  const moment = { seconds: Number(seconds) + (micros === 1_000_000 ? 1 : 0), micros: micros % 1_000_000 };
  return BigInt(moment.seconds) >= LAST_SECOND ? 'year-10000' : moment;
}

/** The shortest payload for a moment. */
export function writeTimestamp({ seconds, micros }: Moment): Uint8Array {
  const nanos = micros * 1000;
  if (seconds < 0 || seconds >= 2 ** 34) {
    const view = new DataView(new ArrayBuffer(12));
    view.setUint32(0, nanos);
    view.setBigInt64(4, BigInt(seconds));
    return new Uint8Array(view.buffer);
  }
  const short = nanos === 0 && seconds < 2 ** 32;
  const view = new DataView(new ArrayBuffer(short ? 4 : 8));
  if (short) view.setUint32(0, seconds);
  else view.setBigUint64(0, (BigInt(nanos) << 34n) | BigInt(seconds));
  return new Uint8Array(view.buffer);
}

/** The moment of a time with a zone; null when it lies outside the years 1 to 9999 of UTC. */
export function momentOf(at: DateTime, offset: number): Moment | null {
  const ofDay = at.hour * 3600 + at.minute * 60 + at.second;
  const seconds = daysSinceEpoch(at) * 86_400 + ofDay - offset * 60;
  const inside = BigInt(seconds) >= FIRST_SECOND && BigInt(seconds) < LAST_SECOND;
  return inside ? { seconds, micros: at.micros } : null;
}
