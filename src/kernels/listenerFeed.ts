import type { Exit, KernelListener } from './kernel.js';

/** Lines kept while nobody listens; the rest is counted. */
const WAITING_LINES_MAX = 1_000;

/** Passes everything on to the listener of the moment, and keeps it while there is none. */
export class ListenerFeed implements KernelListener {
  #listener: KernelListener | null = null;
  #waiting: ((listener: KernelListener) => void)[] = [];
  #lines = 0;

  listen(listener: KernelListener): void {
    this.#listener = listener;
    for (const tell of this.#waiting.splice(0)) {
      tell(listener);
    }
    if (this.#lines > WAITING_LINES_MAX) {
      listener.line('stderr', `(${this.#lines - WAITING_LINES_MAX} more lines were not kept)`);
    }
    this.#lines = 0;
  }

  frame(channel: string, bytes: Uint8Array): void {
    if (this.#listener === null) {
      this.#waiting.push((listener) => {
        listener.frame(channel, bytes);
      });
    } else {
      this.#listener.frame(channel, bytes);
    }
  }

  line(stream: 'stdout' | 'stderr', line: string): void {
    if (this.#listener !== null) {
      this.#listener.line(stream, line);
      return;
    }
    this.#lines += 1;
    if (this.#lines <= WAITING_LINES_MAX) {
      this.#waiting.push((listener) => {
        listener.line(stream, line);
      });
    }
  }

  exit(exit: Exit): void {
    if (this.#listener === null) {
      this.#waiting.push((listener) => {
        listener.exit(exit);
      });
    } else {
      this.#listener.exit(exit);
    }
  }
}
