/** How a report of python/tap_cell.py begins; no notification of marimo's own does. */
const STARTS: readonly Uint8Array[] = ['{"op":"echo","channel":"', '{"op":"decode-error","channel":"'].map(
  (start) => new TextEncoder().encode(start),
);
/** The length of a msgpack bin's header, by its first byte. */
const HEADER = new Map([
  [0xc4, 2],
  [0xc5, 3],
  [0xc6, 5],
]);

/** Whether a frame of the stream is a report of the tap: all others are the kernel's own. */
export function isTapReport(frame: Uint8Array): boolean {
  const from = HEADER.get(frame[0] ?? 0);
  if (from === undefined) return false;
  return STARTS.some((start) => start.every((byte, at) => frame[from + at] === byte));
}
