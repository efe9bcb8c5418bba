import type { Chronicle, SentEvent } from '../history/index.js';
import { decode, hex, show } from '../wire/index.js';

/** How much of a value a violation shows; the case file holds the rest. */
const SHOWN = 160;

/** A frame by its name: `control #17`. */
export function nameFrame({ channel, seq }: Pick<SentEvent, 'channel' | 'seq'>): string {
  return `${channel} #${seq}`;
}

/** What bytes say, for people: the value, or the bytes themselves where they are none. */
export function tellBytes(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'value') return show(decoded.value, SHOWN);
  return `0x${hex(bytes, 32)} (${decoded.error.text}, byte ${decoded.error.at})`;
}

/** An error as its kernel reported it. */
export function tellError(error: { readonly kind: string; readonly message: string; readonly path: string | null }): string {
  const at = error.path === null || error.message.includes(error.path) ? '' : ` at ${error.path}`;
  return `${error.kind}: ${cut(error.message, SHOWN)}${at}`;
}

/** The last lines that the kernel wrote, newest last; empty when it wrote none. */
export function lastLines({ log }: Chronicle, count: number = 8): string {
  const errors = log.filter(({ stream }) => stream === 'stderr');
  const lines = (errors.length > 0 ? errors : log).slice(-count);
  return lines.map(({ line }) => cut(line, 300)).join('\n');
}

export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}...`;
}
