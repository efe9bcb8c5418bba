/** Where a writer starts, and what it keeps between messages: enough for nearly all of them. */
const KEPT = 64 * 1024;

/** One growing buffer, used again for every message; what it gives away is always a copy. */
export class Writer {
  private bytes = Buffer.allocUnsafeSlow(KEPT);
  private view = viewOf(this.bytes);
  private at = 0;

  byte(value: number): void {
    if (this.at === this.bytes.length) this.grow(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  /** An opcode, then a number (modulo its size) in 1, 2 or 4 bytes. */
  head(opcode: number, value: number, size: 0 | 1 | 2 | 4): void {
    if (this.at + 5 > this.bytes.length) this.grow(5);
    const { bytes, at } = this;
    bytes[at] = opcode;
    if (size === 1) {
      bytes[at + 1] = value;
    } else if (size === 2) {
      bytes[at + 1] = value >>> 8;
      bytes[at + 2] = value;
    } else if (size === 4) {
      bytes[at + 1] = value >>> 24;
      bytes[at + 2] = value >>> 16;
      bytes[at + 3] = value >>> 8;
      bytes[at + 4] = value;
    }
    this.at = at + 1 + size;
  }

  /** An opcode, then 64 bits (modulo 2^64). */
  head64(opcode: number, value: bigint): void {
    if (this.at + 9 > this.bytes.length) this.grow(9);
    this.bytes[this.at] = opcode;
    this.view.setBigUint64(this.at + 1, value);
    this.at += 9;
  }

  copy(source: Uint8Array): void {
    const { length } = source;
    if (this.at + length > this.bytes.length) this.grow(length);
    if (length > 24) {
      this.bytes.set(source, this.at);
    } else {
      // For a few bytes the call costs more than the copying.
      const { bytes, at } = this;
      for (let i = 0; i < length; i += 1) bytes[at + i] = source[i] ?? 0;
    }
    this.at += length;
  }

  /** Forgets what was written. */
  clear(): void {
    this.at = 0;
  }

  /**
   * What was written, in memory that nothing else will ever write to: a socket keeps reading it long after the
   * call that handed it over. Clears the writer.
   */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.at);
    this.bytes.copy(taken, 0, 0, this.at);
    this.at = 0;
    if (this.bytes.length > KEPT) this.resize(KEPT);
    return taken;
  }

  private grow(more: number): void {
    const old = this.bytes;
    this.resize(Math.max(old.length * 2, this.at + more));
    old.copy(this.bytes, 0, 0, this.at);
  }

  private resize(length: number): void {
    this.bytes = Buffer.allocUnsafeSlow(length);
    this.view = viewOf(this.bytes);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
