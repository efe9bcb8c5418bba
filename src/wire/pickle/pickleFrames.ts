import { OP } from './opcodes.js';

/** A frame is closed when it holds so many bytes; whatever is as long as that stands outside. */
const FRAME_TARGET = 64 * 1024;
/** Fewer bytes get no frame. */
const FRAME_MIN = 4;

/** The bytes of a pickle of protocol 4, in frames as Python's C pickler cuts them. */
export class PickleFrames {
  readonly #framed: boolean;
  readonly #done: Uint8Array[] = [Uint8Array.of(OP.proto, 4)];
  #open: Uint8Array[] = [];
  #length = 0;

  constructor(framed: boolean) {
    this.#framed = framed;
  }

  byte(byte: number): void {
    this.add(Uint8Array.of(byte));
  }

  add(bytes: Uint8Array): void {
    this.#open.push(bytes);
    this.#length += bytes.length;
  }

  /** A head with its contents; when these are long, they stand between frames. */
  long(head: Uint8Array, contents: Uint8Array): void {
    if (contents.length < FRAME_TARGET || !this.#framed) {
      this.add(head);
      this.add(contents);
      return;
    }
    this.#close();
    this.#done.push(head, contents);
  }

  /** Before a value: a frame ends here if it is long enough. */
  boundary(): void {
    if (this.#framed && this.#length >= FRAME_TARGET) this.#close();
  }

  bytes(): Uint8Array {
    this.#close();
    const whole = Buffer.concat(this.#done);
    return new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength);
  }

  #close(): void {
    if (this.#framed && this.#length >= FRAME_MIN) this.#done.push(frameHead(this.#length));
    for (const bytes of this.#open) this.#done.push(bytes);
    this.#open = [];
    this.#length = 0;
  }
}

function frameHead(length: number): Uint8Array {
  const head = Buffer.alloc(9);
  head[0] = OP.frame;
  head.writeBigUInt64LE(BigInt(length), 1);
  return head;
}
