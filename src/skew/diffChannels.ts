import type { Channel, Schema } from '../schema/index.js';
import { diffFrame } from './diffFrame.js';
import type { Draft } from './draft.js';
import { orderOf, pair } from './pairing.js';
import type { ChannelPath } from './path.js';
import type { Records } from './records.js';
import { same } from './same.js';

/** The ops that lead from the channels so far to these. */
export function diffChannels(draft: Draft, records: Records, to: Schema['channels']): void {
  const from = draft.schema.channels;
  const pairing = pair(from, to, [(left, right) => left.name === right.name]);
  for (const channel of pairing.gone.flatMap((index) => from[index] ?? [])) {
    draft.add({ kind: 'channel-removed', path: pathOf(channel) });
  }
  const order = orderOf(pairing);
  if (order !== null) draft.add({ kind: 'channels-reordered', path: { kind: 'schema' }, order });
  for (const index of pairing.come) {
    for (const channel of to.slice(index, index + 1)) {
      draft.add({ kind: 'channel-added', path: pathOf(channel), index, channel });
    }
  }
  for (const [index, place] of pairing.pairs) {
    const [before, after] = [from[index], to[place]];
    if (before === undefined || after === undefined) continue;
    diffChannel(draft, records, before, after);
    // A member of channels or types that no op knows is not lost in silence.
    if (same(draft.schema.channels[place], after)) continue;
    draft.add({ kind: 'channel-removed', path: pathOf(after) });
    draft.add({ kind: 'channel-added', path: pathOf(after), index: place, channel: after });
  }
}

function pathOf({ name }: Channel): ChannelPath {
  return { kind: 'channel', channel: name };
}

function diffChannel(draft: Draft, records: Records, from: Channel, to: Channel): void {
  const path = pathOf(to);
  if (from.direction !== to.direction) {
    draft.add({ kind: 'channel-turned', path, from: from.direction, to: to.direction });
  }
  if (from.python !== to.python) {
    draft.add({ kind: 'channel-python-changed', path, from: from.python, to: to.python });
  }
  diffEnvelope(draft, records, from, to);
}

/** Frames are paired by their role and from the front; those of other roles, and in another order, go and come. */
function diffEnvelope(draft: Draft, records: Records, from: Channel, to: Channel): void {
  const { channel } = pathOf(to);
  const kept = commonRoles(from.envelope, to.envelope);
  const stays = new Set(kept.map(([index]) => index));
  const there = new Set(kept.map(([, place]) => place));
  for (const [index, frame] of [...from.envelope.entries()].toReversed()) {
    if (!stays.has(index))
      draft.add({ kind: 'frame-removed', path: { kind: 'frame', channel, index }, frame });
  }
  for (const [index, frame] of to.envelope.entries()) {
    if (!there.has(index)) draft.add({ kind: 'frame-added', path: { kind: 'frame', channel, index }, frame });
  }
  for (const [index, frame] of to.envelope.entries()) {
    if (there.has(index)) diffFrame(draft, records, { kind: 'frame', channel, index }, frame);
  }
}

type Envelope = Channel['envelope'];

/** The longest run of roles, not necessarily side by side, that both envelopes have in this order. */
function commonRoles(from: Envelope, to: Envelope, index = 0, place = 0): readonly [number, number][] {
  const [left, right] = [from[index], to[place]];
  if (left === undefined || right === undefined) return [];
  if (left.role === right.role) return [[index, place], ...commonRoles(from, to, index + 1, place + 1)];
  const without = commonRoles(from, to, index + 1, place);
  const later = commonRoles(from, to, index, place + 1);
  return later.length > without.length ? later : without;
}
