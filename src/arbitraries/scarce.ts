import { textOf, type WireValue } from '../wire/index.js';

/** Messages of which a case for a real program holds only so many. */
export interface Scarce {
  /** What they are counted under. */
  readonly name: string;
  readonly limit: number;
}

/**
 * Whether a message is of a scarce kind.
 *
 * marimo keeps one text that nobody has asked for; with a second one its receiver waits, and serves no channel at all
 * until a cell asks for input. A case may show that once, and not in every other message. And `install-packages`, though
 * it names no package, asks the package manager, which takes the time of a thousand other commands.
 */
export function scarceness(protocol: string, channel: string, value: WireValue): Scarce | null {
  if (protocol !== 'marimo') return null;
  if (channel === 'input') return value.kind === 'str' ? { name: channel, limit: 1 } : null;
  return names(value, 'install-packages') ? { name: 'install-packages', limit: 1 } : null;
}

function names(value: WireValue, tag: string): boolean {
  return (
    value.kind === 'map' &&
    value.entries.some(([, inner]) => inner.kind === 'str' && textOf(inner.bytes) === tag)
  );
}
