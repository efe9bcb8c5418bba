import { afterAll, beforeAll, expect, it } from 'vitest';

import { newestMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import { smallestValue } from '../../../src/kernels/smallestValue.js';
import {
  channelsTo,
  MARIMO_REPLIES,
  taggedRecords,
  type ReplyRule,
  type TaggedRecord,
} from '../../../src/schema/index.js';
import { textInValue } from '../../../src/kernels/marimo/textIn.js';
import { encode, text, type WireValue } from '../../../src/wire/index.js';
import { Talk, type Notification } from './marimoForTests.js';
import { describeWithPython } from '../withPython.js';

const schema = newestMarimoSchema();
const commands = channelsTo(schema, 'to-kernel').flatMap(({ name }) => taggedRecords(schema, name));

/** A valid command with a text of its own in every field that takes one; no code, and nothing to install. */
function example({ tag, record }: TaggedRecord, round: number): WireValue {
  return smallestValue(schema, { kind: 'ref', name: record.name }, (path, type) => {
    // One that does not exist is never answered: docs/findings.md, 13.
    if (path === 'manager') return text('pip');
    const members = type.kind === 'union' ? type.members : [type];
    if (path === 'code' || path === 'token' || path.includes('.') || tag === 'update-user-config')
      return undefined;
    return members.some(({ kind }) => kind === 'str') ? text(`${path}-${String(tag)}-${round}`) : undefined;
  });
}

function valueAt(notification: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    notification,
  );
}

function answers(rule: ReplyRule, command: WireValue, said: Notification): boolean {
  if (said.op !== rule.reply) return false;
  return rule.key === null || valueAt(said, rule.key.reply) === textInValue(command, rule.key.request);
}

describeWithPython('MARIMO_REPLIES on the real kernel', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await Talk.start();
  });
  afterAll(async () => {
    await talk.kernel.kill();
  });

  it.each(MARIMO_REPLIES.filter(({ owed }) => owed !== 'perhaps'))(
    'hold for $tag on $channel: $reply',
    async (rule) => {
      const found = commands.find(({ tag, channel }) => tag === rule.tag && channel.name === rule.channel);
      expect(found).toBeDefined();
      if (found === undefined) return;
      for (const round of [0, 1]) {
        const command = example(found, round);
        const before = talk.said.length;
        await talk.send({ channel: rule.channel, bytes: encode(command) });
        await talk.until(() => talk.said.slice(before).some((said) => answers(rule, command, said)));
        const reply = talk.said.slice(before).find((said) => answers(rule, command, said));
        expect(reply, talk.lines.join('\n')).toBeDefined();
        for (const repeat of rule.repeats) {
          const sent = textInValue(command, repeat.request);
          if (sent !== null)
            expect([repeat.reply, valueAt(reply, repeat.reply)]).toEqual([repeat.reply, sent]);
        }
      }
    },
  );

  it('come in the order of the commands, whatever is mixed', async () => {
    const keyed = MARIMO_REPLIES.filter(({ key, channel }) => key !== null && channel === 'control');
    const sent: string[] = [];
    const before = talk.said.length;
    for (let round = 100; round < 140; round += 1) {
      // Another order each round, and all of them at once.
      for (let at = 0; at < keyed.length; at += 1) {
        const rule = keyed[(at * 7 + round) % keyed.length];
        const found = commands.find(({ tag, channel }) => tag === rule?.tag && channel.name === 'control');
        if (rule === undefined || rule.key === null || found === undefined) continue;
        const command = example(found, round);
        sent.push(`${rule.reply} ${textInValue(command, rule.key.request)}`);
        await talk.send({ channel: 'control', bytes: encode(command) });
      }
    }
    await talk.until(() => talk.watch.owed === 0);
    const keys = new Map(keyed.map(({ reply, key }) => [reply, key?.reply ?? []]));
    const got = talk.said
      .slice(before)
      .map((said) => `${said.op} ${String(valueAt(said, keys.get(said.op) ?? []))}`);
    const known = new Set(sent);
    expect(got.filter((reply) => known.has(reply))).toEqual(sent);
  });
});
