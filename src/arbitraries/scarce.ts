import type { WireValue } from '../wire/index.js';

/**
 * How many messages like this one a channel of a real program takes before somebody reads them; null: any number.
 *
 * marimo keeps one text that nobody has asked for; with a second one its receiver waits, and serves no channel at all
 * until a cell asks for input. A case may show that once, and not in every other message.
 */
export function limitOf(protocol: string, channel: string, value: WireValue): number | null {
  return protocol === 'marimo' && channel === 'input' && value.kind === 'str' ? 1 : null;
}
