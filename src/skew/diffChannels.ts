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

/** The frames that stay: each goes with the next one of its role, and none is sought behind the body it stands before. */
function commonRoles(from: Envelope, to: Envelope): readonly (readonly [index: number, place: number])[] {
  const [body, otherBody] = [from, to].map((envelope) => envelope.findIndex(({ role }) => role === 'body'));
  let next = 0;
  return from.flatMap((frame, index): [number, number][] => {
    const end = index < (body ?? 0) ? otherBody : to.length;
    const found = to.slice(0, end).findIndex(({ role }, place) => place >= next && role === frame.role);
    if (found < 0) return [];
    next = found + 1;
    return [[index, found]];
  });
}
