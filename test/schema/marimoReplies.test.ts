import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import {
  channelNamed,
  channelsTo,
  MARIMO_ECHO,
  MARIMO_READERS,
  MARIMO_REPLIES,
  MARIMO_SILENT,
  MARIMO_STATE,
  readSnapshot,
  repliesIn,
  taggedRecords,
} from '../../src/schema/index.js';

const file = new URL('../../schemas/marimo-0.25.2.json', import.meta.url);
const schema = readSnapshot(readFileSync(file, 'utf8'));
const commands = channelsTo(schema, 'to-kernel')
  .flatMap(({ name }) => taggedRecords(schema, name))
  .map(({ channel, tag }) => `${channel.name} ${tag}`);
const answered = MARIMO_REPLIES.map(({ channel, tag }) => `${channel} ${tag}`);
const silent = MARIMO_SILENT.map(({ channel, tag }) => `${channel} ${tag}`);

describe('MARIMO_REPLIES and MARIMO_SILENT', () => {
  it('say of every command of the newest release what answers it, or why nothing does', () => {
    expect([...new Set([...answered, ...silent])].toSorted()).toEqual(commands.toSorted());
  });

  it('do not contradict each other', () => {
    expect(silent.filter((command) => answered.includes(command))).toEqual([]);
    expect(new Set(silent).size).toBe(silent.length);
  });

  it('name only commands, notifications and fields that the newest release has', () => {
    expect(repliesIn(schema, MARIMO_REPLIES)).toEqual(MARIMO_REPLIES);
  });
});

describe('MARIMO_READERS and MARIMO_ECHO', () => {
  it('read channels on which nothing is answered for sure', () => {
    for (const { channel } of MARIMO_READERS) {
      expect(channelNamed(schema, channel).direction).toBe('to-kernel');
      expect(MARIMO_REPLIES.filter((rule) => rule.channel === channel && rule.owed !== 'perhaps')).toEqual(
        [],
      );
    }
  });

  it('name functions that the setup cell registers', () => {
    const cell = readFileSync(new URL('../../python/setup_cell.py', import.meta.url), 'utf8');
    for (const { namespace, functionName, argument } of [MARIMO_ECHO, MARIMO_STATE, ...MARIMO_READERS]) {
      expect(cell).toContain(`"${namespace}", Function(`);
      expect(cell).toContain(`def ${functionName}(arguments):`);
      expect(cell).toContain(`    ${argument}: Any = None`);
    }
  });
});
