import { frameReader, type MsgspecVersion } from '../../model/index.js';
import {
  channelsTo,
  MARIMO_REPLIES,
  refusalIn,
  repliesIn,
  type ReplyRule,
  type Schema,
} from '../../schema/index.js';
import { readStreamFrame, redirectedLines, type WireValue } from '../../wire/index.js';
import type { Watch } from '../kernel.js';
import { textInJson, textInValue } from './textIn.js';

interface Awaited {
  readonly reply: string;
  /** Null: told apart by its order alone. */
  readonly key: string | null;
}

/**
 * Counts the replies that a marimo kernel owes for the frames that it takes: what its decoder refuses is not answered.
 * Each channel is served in order, so a reply with a key also settles what was sent before it on its channel: what is
 * still missing of that does not come any more, and nobody has to wait for it. Of refused frames it counts the records in
 * the log, also those that went with the output of code; some of these are cut.
 */
export function marimoWatch(schema: Schema, msgspec?: MsgspecVersion): Watch {
  const rules = repliesIn(schema, MARIMO_REPLIES);
  const rulesOf = byChannelAndTag(rules);
  const take = takerOf(schema, msgspec);
  const awaited = new Map<string, Awaited[]>();
  const keyPath = new Map(
    rules.flatMap(({ reply, key }) => (key === null ? [] : [[reply, key.reply] as const])),
  );
  const replies = new Set(rules.map(({ reply }) => reply));
  let unlogged = 0;
  return {
    get unlogged(): number {
      return unlogged;
    },
    get owed(): number {
      let owed = 0;
      for (const { length } of awaited.values()) owed += length;
      return owed;
    },
    get trailing(): number {
      let trailing = 0;
      for (const { length } of awaited.values()) trailing += length > 0 ? 1 : 0;
      return trailing;
    },
    sent(channel, bytes) {
      const value = take(channel, bytes);
      if (value === null) unlogged += 1;
      const found =
        value === null ? undefined : rulesOf.get(channel)?.get(textInValue(value, ['type']) ?? '');
      if (value === null || found === undefined) return;
      let own = awaited.get(channel);
      if (own === undefined) awaited.set(channel, (own = []));
      for (const { reply, key } of found) {
        own.push({ reply, key: key === null ? null : textInValue(value, key.request) });
      }
    },
    line(line) {
      if (unlogged > 0 && refusalIn(line) !== null) unlogged -= 1;
    },
    forgive() {
      unlogged = 0;
    },
    received(_, bytes) {
      const reading = readStreamFrame(bytes);
      if (reading.kind !== 'notification' || reading.op === null) return;
      if (unlogged > 0 && reading.op === 'cell-op') {
        const told = redirectedLines(reading.json).filter((line) => refusalIn(line) !== null).length;
        unlogged = Math.max(0, unlogged - told);
      }
      if (!replies.has(reading.op)) return;
      const path = keyPath.get(reading.op);
      const key = path === undefined ? null : textInJson(reading.json, path);
      for (const own of awaited.values()) if (settle(own, reading.op, key)) return;
    },
  };
}

/** True when one of these was waiting for that reply. */
function settle(awaited: Awaited[], reply: string, key: string | null): boolean {
  const known = key === null ? -1 : awaited.findIndex((one) => one.reply === reply && one.key === key);
  if (known !== -1) {
    awaited.splice(0, known + 1);
    return true;
  }
  const next = awaited.findIndex((one) => one.reply === reply && one.key === null);
  if (next !== -1) awaited.splice(next, 1);
  return next !== -1;
}

function byChannelAndTag(
  rules: readonly ReplyRule[],
): ReadonlyMap<string, ReadonlyMap<string, readonly ReplyRule[]>> {
  const channels = new Map<string, Map<string, ReplyRule[]>>();
  for (const rule of rules) {
    if (rule.owed === 'perhaps') continue;
    let tags = channels.get(rule.channel);
    if (tags === undefined) channels.set(rule.channel, (tags = new Map()));
    const own = tags.get(rule.tag);
    if (own === undefined) tags.set(rule.tag, [rule]);
    else own.push(rule);
  }
  return channels;
}

/** The command that the kernel understands; null when it refuses the frame. Where only Python can know, it takes it. */
function takerOf(
  schema: Schema,
  msgspec: MsgspecVersion | undefined,
): (channel: string, bytes: Uint8Array) => WireValue | null {
  const readers = new Map(
    channelsTo(schema, 'to-kernel').map((channel) => [channel.name, frameReader(schema, channel, msgspec)]),
  );
  return (channel, bytes) => {
    const read = readers.get(channel)?.(bytes);
    return read === undefined || read.prediction.kind === 'refused' ? null : read.value;
  };
}
