const scratch = new DataView(new ArrayBuffer(8));

/** The number that these IEEE 754 bits stand for. Every NaN gives NaN, so this way back is not exact. */
export function floatOf(width: 32 | 64, bits: bigint): number {
  if (width === 32) {
    scratch.setUint32(0, Number(bits));
    return scratch.getFloat32(0);
  }
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}

/** The IEEE 754 bits of a number; NaN gives the quiet NaN without a payload. 32 bits: rounded to the nearest. */
export function bitsOf(width: 32 | 64, value: number): bigint {
  // A NaN of JavaScript may carry any payload, and which one is up to the machine.
  if (Number.isNaN(value)) return width === 32 ? 0x7fc0_0000n : 0x7ff8_0000_0000_0000n;
  if (width === 32) {
    scratch.setFloat32(0, value);
    return BigInt(scratch.getUint32(0));
  }
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}
