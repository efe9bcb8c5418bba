import type { Pull, Push } from 'zeromq';

interface Waiting {
  readonly holds: () => boolean;
  readonly resolve: (inTime: boolean) => void;
}

/** Counts the peers of a bound socket that came and went. What happened before it was made is not told. */
export class Peers {
  /** Connections by TCP, whoever made them, and those of them that are over. */
  accepted = 0;
  gone = 0;
  /** Those that agreed on a protocol. */
  agreed = 0;
  #waiting: Waiting[] = [];

  constructor(socket: Push | Pull) {
    // Without its news whoever waits is told that nothing happened.
    this.#watch(socket).catch(() => {});
  }

  /** True as soon as it holds, false when it does not within `ms` milliseconds. */
  async within(ms: number, holds: () => boolean): Promise<boolean> {
    if (holds()) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        end(false);
      }, ms);
      const waiting: Waiting = { holds, resolve: (inTime) => end(inTime) };
      const end = (inTime: boolean): void => {
        clearTimeout(timer);
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        resolve(inTime);
      };
      this.#waiting.push(waiting);
    });
  }

  async #watch(socket: Push | Pull): Promise<void> {
    for await (const { type } of socket.events) {
      if (type === 'accept') this.accepted += 1;
      else if (type === 'handshake') this.agreed += 1;
      else if (type === 'disconnect') this.gone += 1;
      else continue;
      for (const waiting of this.#waiting) if (waiting.holds()) waiting.resolve(true);
    }
  }
}
