import type { SentEvent } from '../../history/index.js';
import { decode, firstDifference, type LossName, type WireValue } from '../../wire/index.js';
import type { Account } from './account.js';
import type { EchoReading } from './answers.js';
import type { ChannelAccount } from './channelAccount.js';
import { fit } from './fit.js';

/** How many frames back an old payload is looked for, on each channel. */
const BACK_MAX = 16;

/**
 * The earlier frame whose payload this answer holds; null: it is no old payload. A message that differs from an
 * earlier one in a single place is no witness: a value that was changed there looks the same.
 */
export function staleSource(
  account: Account,
  channel: ChannelAccount,
  frame: number,
  reading: EchoReading,
): SentEvent | null {
  const sent = channel.sent[frame];
  if (sent === undefined || reading.kind !== 'echo' || reading.payload === null) return null;
  const expected = decode(expectedBytes(channel, frame));
  const actual = decode(reading.payload);
  if (expected.kind === 'malformed' || actual.kind === 'malformed') return null;
  if (differences(expected.value, actual.value, account.loses, 2) < 2) return null;
  for (const other of account.channels) {
    const end = other === channel ? frame : other.sent.findLastIndex(({ at }) => at <= sent.at) + 1;
    for (let back = end - 1; back >= Math.max(0, end - BACK_MAX); back -= 1) {
      const earlier = other.sent[back];
      if (earlier === undefined) continue;
      const expectation = other.expectation(back);
      if (
        expectation.kind === 'value' &&
        fit(expectation, earlier.bytes, reading, account.loses) === 'echoed'
      ) {
        return earlier;
      }
    }
  }
  return null;
}

function expectedBytes(channel: ChannelAccount, frame: number): Uint8Array {
  const expectation = channel.expectation(frame);
  const bytes = expectation.kind === 'value' ? expectation.bytes : null;
  return bytes ?? channel.sent[frame]?.bytes ?? new Uint8Array(0);
}

/** In how many places two values differ, counted up to a limit. */
function differences(
  expected: WireValue,
  actual: WireValue,
  loses: ReadonlySet<LossName>,
  limit: number,
): number {
  const pending: (readonly [WireValue, WireValue])[] = [[expected, actual]];
  let found = 0;
  for (let pair = pending.pop(); pair !== undefined && found < limit; pair = pending.pop()) {
    const [left, right] = [childrenOf(pair[0]), childrenOf(pair[1])];
    if (pair[0].kind === pair[1].kind && left.length > 0 && left.length === right.length) {
      for (const [at, child] of left.entries()) pending.push([child, right[at] ?? child]);
    } else if (firstDifference(pair[0], pair[1], loses) !== null) {
      found += 1;
    }
  }
  return found;
}

function childrenOf(value: WireValue): readonly WireValue[] {
  if (value.kind === 'array') return value.items;
  return value.kind === 'map' ? value.entries.flat() : [];
}
