import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import {
  readSnapshot,
  repliesIn,
  type RecordType,
  type ReplyRule,
  type Schema,
} from '../../src/schema/index.js';

const file = new URL('../../schemas/marimo-0.25.2.json', import.meta.url);
const schema = readSnapshot(readFileSync(file, 'utf8'));

const rule: ReplyRule = {
  tag: 'list-sql-tables',
  channel: 'control',
  reply: 'sql-table-list-preview',
  key: { request: ['requestId'], reply: ['request_id'] },
  repeats: [
    { request: ['engine'], reply: ['metadata', 'connection'] },
    { request: ['schema'], reply: ['metadata', 'schema'] },
  ],
  owed: 'each',
};

/** The same release with one type changed. */
function changed(name: string, change: (record: RecordType) => RecordType): Schema {
  const record = schema.types[name];
  if (record === undefined) throw new Error(`no type ${name}`);
  return { ...schema, types: { ...schema.types, [name]: change(record) } };
}

function without(type: string, field: string): Schema {
  return changed(type, (record) => ({
    ...record,
    fields: record.fields.filter(({ name }) => name !== field),
  }));
}

describe('repliesIn', () => {
  it('keeps a rule whose every path leads somewhere, in any member of a union', () => {
    expect(repliesIn(schema, [rule])).toEqual([rule]);
  });

  it('leaves out a rule for a command that the release does not have', () => {
    expect(repliesIn(schema, [{ ...rule, tag: 'list-sql-views' }])).toEqual([]);
    expect(repliesIn(schema, [{ ...rule, channel: 'completion' }])).toEqual([]);
  });

  it('leaves out a rule for a notification that the release does not have', () => {
    expect(repliesIn(schema, [{ ...rule, reply: 'sql-view-list-preview' }])).toEqual([]);
  });

  it('leaves out a rule that is given only with a field that the reply does not have', () => {
    const given = { ...rule, given: 'error' };
    expect(repliesIn(schema, [given])).toEqual([given]);
    expect(repliesIn(without('SQLTableListPreviewNotification', 'error'), [given])).toEqual([]);
  });

  it('leaves out a repeated field that one of the two types does not have', () => {
    const [first] = rule.repeats;
    expect(repliesIn(without('ListSQLTablesCommand', 'schema'), [rule])).toEqual([
      { ...rule, repeats: [first] },
    ]);
    expect(repliesIn(without('SQLMetadata', 'schema'), [rule])).toEqual([{ ...rule, repeats: [first] }]);
  });

  it('tells replies apart by their order where the release has no field for the key', () => {
    const kept = repliesIn(without('SQLTableListPreviewNotification', 'request_id'), [rule]);
    expect(kept).toEqual([{ ...rule, key: null }]);
  });
});
