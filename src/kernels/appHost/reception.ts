import { HOST_CHANNELS, sessionOf } from '../../schema/index.js';
import type { Exit, KernelListener } from '../kernel.js';

/** What is heard of a host while it starts: each answer goes to who waits for it, each session's frames to its own listener. */
export class Reception implements KernelListener {
  readonly sessions: Map<string, KernelListener> = new Map();
  readonly #later: KernelListener;
  readonly #answers: string[] = [];
  #exit: Exit | null = null;
  #wake: () => void = () => {};

  /** @param later - gets lines and the exit: they are no part of the start alone */
  constructor(later: KernelListener) {
    this.#later = later;
  }

  frame(name: string, bytes: Uint8Array): void {
    const of = sessionOf(name);
    if (of !== null) this.sessions.get(of.session)?.frame(of.channel, bytes);
    else if (name === HOST_CHANNELS.response) this.#answers.push(Buffer.from(bytes).toString('utf8'));
    this.#wake();
  }

  line(stream: 'stdout' | 'stderr', line: string): void {
    this.#later.line(stream, line);
  }

  exit(exit: Exit): void {
    this.#exit = exit;
    for (const listener of this.sessions.values()) listener.exit(exit);
    this.#later.exit(exit);
    this.#wake();
  }

  /** The next so many answers on `response`, as text; fewer where the process ended first, or time ran out. */
  async answers(count: number, deadlineMs: number): Promise<readonly string[]> {
    const late = setTimeout(() => {
      this.#wake();
    }, deadlineMs);
    const end = performance.now() + deadlineMs;
    while (this.#answers.length < count && this.#exit === null && performance.now() < end) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    clearTimeout(late);
    return this.#answers.splice(0, count);
  }

  get exited(): Exit | null {
    return this.#exit;
  }
}
