import { createHash } from 'node:crypto';
import type { SentEvent } from '../../history/index.js';
import { canonicalBytes, decode, firstDifference, type LossName, type WireValue } from '../../wire/index.js';
import type { Account } from './account.js';
import type { ChannelAccount } from './channelAccount.js';

/** An answer that does not fit its frame. */
export interface Misfit {
  readonly channel: ChannelAccount;
  readonly frame: number;
}

/**
 * Of answers that do not fit, those that hold the payload of an earlier frame, and which.
 *
 * A message that differs from an earlier one in a single place proves nothing: a value that was changed there looks
 * the same. So one of them must differ in several places, or be a container where another kind was expected; then
 * the others of the trial are taken for the same.
 */
export function staleAnswers(account: Account, misfits: readonly Misfit[]): ReadonlyMap<Misfit, SentEvent> {
  const found = new Map<Misfit, SentEvent>();
  if (misfits.length === 0) return found;
  const earlier = framesByPayload(account);
  let proven = false;
  for (const misfit of misfits) {
    const payload = payloadOf(misfit);
    const sent = misfit.channel.sent[misfit.frame];
    if (payload === null || sent === undefined) continue;
    const source = earlier.get(keyOf(payload))?.findLast((frame) => frame !== sent && frame.at <= sent.at);
    if (source === undefined) continue;
    found.set(misfit, source);
    proven ||= isProof(expectedOf(misfit), payload, account.loses);
  }
  return proven ? found : NONE;
}

const NONE: ReadonlyMap<Misfit, SentEvent> = new Map();

function framesByPayload({ channels }: Account): ReadonlyMap<string, readonly SentEvent[]> {
  const frames = new Map<string, SentEvent[]>();
  for (const channel of channels) {
    for (const [frame, sent] of channel.sent.entries()) {
      const key = keyOf(expectedOf({ channel, frame }));
      const own = frames.get(key);
      if (own === undefined) frames.set(key, [sent]);
      else own.push(sent);
    }
  }
  return frames;
}

/** Longer ones are known by their hash: a trial may hold hundreds of MiB. */
const KEY_BYTES_MAX = 1_024;

/** Equal for equal values, however they are written. */
function keyOf(bytes: Uint8Array): string {
  if (bytes.length > KEY_BYTES_MAX) return createHash('sha256').update(bytes).digest('base64');
  return Buffer.from(canonicalBytes(bytes)).toString('latin1');
}

function payloadOf({ channel, frame }: Misfit): Uint8Array | null {
  const reading = channel.answer(frame);
  return reading?.kind === 'echo' ? reading.payload : null;
}

function expectedOf({ channel, frame }: Misfit): Uint8Array {
  const expectation = channel.expectation(frame);
  const bytes = expectation.kind === 'value' ? expectation.bytes : null;
  return bytes ?? channel.sent[frame]?.bytes ?? new Uint8Array(0);
}

function isProof(expected: Uint8Array, payload: Uint8Array, loses: ReadonlySet<LossName>): boolean {
  const [wanted, came] = [decode(expected), decode(payload)];
  if (wanted.kind === 'malformed' || came.kind === 'malformed') return false;
  if (wanted.value.kind !== came.value.kind) return childrenOf(came.value).length > 0;
  return differences(wanted.value, came.value, loses, 2) >= 2;
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
