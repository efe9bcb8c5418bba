/** One after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A unit over and over until it is exactly so long; a cut in the middle of a unit is filled with `filler`. */
export function repeatBytes(unit: Uint8Array, length: number, filler: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(filler);
  const whole = length - (length % unit.length);
  if (whole === 0) return bytes;
  bytes.set(unit);
  // Doubling: each round copies all that is there.
  for (let done = unit.length; done < whole; done *= 2)
    bytes.copyWithin(done, 0, Math.min(done, whole - done));
  return bytes;
}
