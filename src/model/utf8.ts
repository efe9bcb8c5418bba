/** Where and why Python's strict decoder gives up: `end` is past the last byte of the ill-formed sequence. */
export interface IllFormed {
  readonly start: number;
  readonly end: number;
  readonly reason: 'invalid start byte' | 'invalid continuation byte' | 'unexpected end of data';
}

/**
 * How many code points the bytes from `start` to `end` hold; -1 when they are not well-formed UTF-8 (surrogates and
 * overlong forms are not).
 */
export function countCodePoints(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let i = start;
  while (i < end) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      i++;
    } else {
      const step = sequenceLength(bytes, i, end);
      if (step <= 0) return -1;
      i += step;
    }
    count++;
  }
  return count;
}

/** Describes the first ill-formed sequence in these bytes, positions counted from `start`; null if there is none. */
export function findIllFormed(bytes: Uint8Array, start: number, end: number): IllFormed | null {
  let i = start;
  while (i < end) {
    const step = (bytes[i] ?? 0) < 0x80 ? 1 : sequenceLength(bytes, i, end);
    if (step <= 0) return describe(i, end, -step, start);
    i += step;
  }
  return null;
}

/** The text as Python's `UnicodeDecodeError` writes it. */
export function illFormedMessage(bytes: Uint8Array, start: number, fault: IllFormed): string {
  const last = fault.end - 1;
  const where =
    fault.start === last
      ? `byte 0x${(bytes[start + fault.start] ?? 0).toString(16).padStart(2, '0')} in position ${fault.start}`
      : `bytes in position ${fault.start}-${last}`;
  return `'utf-8' codec can't decode ${where}: ${fault.reason}`;
}

/** 1 to 4 for a well-formed sequence; otherwise minus the number of bytes that were good (0: the lead byte is not). */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let k = 1; k < length; k++) {
    if (at + k >= end || !continues(lead, k, bytes[at + k] ?? 0)) return -k;
  }
  return length;
}

function continues(lead: number, position: number, byte: number): boolean {
  if (byte < 0x80 || byte > 0xbf) return false;
  if (position > 1) return true;
  if (lead === 0xe0) return byte >= 0xa0;
  if (lead === 0xed) return byte < 0xa0;
  if (lead === 0xf0) return byte >= 0x90;
  return lead !== 0xf4 || byte < 0x90;
}

function describe(at: number, end: number, good: number, origin: number): IllFormed {
  const start = at - origin;
  if (good === 0) return { start, end: start + 1, reason: 'invalid start byte' };
  if (at + good >= end) return { start, end: end - origin, reason: 'unexpected end of data' };
  return { start, end: start + good, reason: 'invalid continuation byte' };
}
