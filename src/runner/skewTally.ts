import { between, type Between, type Outcome } from '../compat/index.js';
import type { Trial } from '../oracles/index.js';
import type { SkewReport } from '../report/index.js';
import { bareChannel, type Schema } from '../schema/index.js';
import { sendAt } from '../wire/index.js';

/**
 * Counts what becomes of the host's own messages where the kernel is of another version: which it refuses, and which it
 * reads without a word and takes for something else. A prediction; that the kernel does as predicted is for the oracles.
 */
export class SkewTally {
  readonly #between: Between;
  readonly #counts = { same: 0, lossy: 0, refused: 0, ask: 0 };
  readonly #misread = new Map<string, number>();

  constructor(host: Schema, kernel: Schema) {
    this.#between = between(host, kernel);
  }

  add({ case: input, history }: Trial): void {
    let last: Uint8Array | null = null;
    let outcome: Outcome | null = null;
    for (const event of history) {
      if (event.kind !== 'sent' || event.origin.kind !== 'step') continue;
      const { bytes } = event;
      const channel = bareChannel(event.channel);
      // A burst sends one and the same buffer again and again.
      if (last !== bytes) outcome = this.#between(channel, bytes);
      last = bytes;
      if (outcome !== null) this.#count(outcome, sendAt(input, event.origin.step)?.tag ?? channel);
    }
  }

  report(): SkewReport {
    return { ...this.#counts, misread: Object.fromEntries(this.#misread) };
  }

  #count(outcome: Outcome, name: string): void {
    this.#counts[outcome.kind] += 1;
    const what = tell(outcome);
    if (what === null) return;
    const key = `${name} ${what}`;
    this.#misread.set(key, (this.#misread.get(key) ?? 0) + 1);
  }
}

/** Without values, so that equal things are counted as one. */
function tell(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'same':
    case 'ask':
      return null;
    case 'lossy':
      return `read otherwise at ${normal(outcome.path)}: ${outcome.why}`;
    case 'refused':
      return `refused: ${outcome.error.kind} at ${normal(outcome.error.path ?? '$')}`;
  }
}

function normal(path: string): string {
  return path.replaceAll(/\[\d+\]/gu, '[]');
}
