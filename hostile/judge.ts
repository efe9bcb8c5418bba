import { LAW_BYTES_MAX, timeMsMax } from './limits.js';
import type { Parser } from './parser.js';

/** What a reader did wrong with an input. */
export type Fault =
  | { readonly kind: 'foreign-error'; readonly text: string }
  | { readonly kind: 'law'; readonly text: string }
  | { readonly kind: 'slow'; readonly text: string }
  | { readonly kind: 'memory'; readonly text: string };

export interface Judged {
  readonly taken: boolean;
  /** What reading took, in milliseconds; noise of the machine is in it. */
  readonly ms: number;
  readonly fault: Fault | null;
}

/** Again, alone, so often: the least of them counts. */
const AGAIN = 5;

/** Reads an input and says what was wrong, but for its memory. */
export function judge(parser: Parser, input: Uint8Array): Judged {
  const began = performance.now();
  const { taken, error } = attempt(parser, input);
  const ms = performance.now() - began;
  if (error !== null) return { taken, ms, fault: { kind: 'foreign-error', text: error } };
  const fault = tooSlow(parser, input, ms) ?? (taken ? unlawful(parser, input) : null);
  return { taken, ms, fault };
}

/** Reads it: whether it was taken, and the error that is not the reader's own. */
export function attempt(
  parser: Parser,
  input: Uint8Array,
): { readonly taken: boolean; readonly error: string | null } {
  try {
    return { taken: parser.read(input), error: null };
  } catch (error) {
    return { taken: false, error: parser.isOwn(error) ? null : trace(error) };
  }
}

/** The machine is noisy: what was slow is read again alone, and judged by the processor's time. */
function tooSlow(parser: Parser, input: Uint8Array, firstMs: number): Fault | null {
  const limit = timeMsMax(input.length);
  let least = firstMs;
  for (let time = 0; time < AGAIN && least > limit; time += 1) {
    const [began, before] = [performance.now(), process.cpuUsage()];
    attempt(parser, input);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, performance.now() - began, (user + system) / 1_000);
  }
  if (least <= limit) return null;
  return {
    kind: 'slow',
    text: `${least.toFixed(0)} ms for ${input.length} bytes, ${limit.toFixed(0)} ms are allowed`,
  };
}

function unlawful(parser: Parser, input: Uint8Array): Fault | null {
  if (input.length > LAW_BYTES_MAX) return null;
  try {
    const text = parser.law(input);
    return text === null ? null : { kind: 'law', text };
  } catch (error) {
    return { kind: 'law', text: `to be written again it needs what cannot be done: ${trace(error)}` };
  }
}

function trace(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).slice(0, 1_000)
    : `no Error: ${String(error)}`;
}
