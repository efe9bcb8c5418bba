import { channelsTo, membersOf, taggedRecords } from './channels.js';
import type { Repeat, ReplyRule } from './replyRule.js';
import { recordOf } from './resolve.js';
import type { RecordType, Schema } from './types.js';

/**
 * The rules that hold for one version of a protocol: commands and notifications that it does not have are left out,
 * and so are repeated fields that one of the two types does not have.
 */
export function repliesIn(schema: Schema, rules: readonly ReplyRule[]): readonly ReplyRule[] {
  const commands = recordsByTag(schema, 'to-kernel');
  const notifications = recordsByTag(schema, 'from-kernel');
  return rules.flatMap((rule): ReplyRule[] => {
    const request = commands.get(`${rule.channel} ${rule.tag}`);
    const reply = channelsTo(schema, 'from-kernel')
      .map(({ name }) => notifications.get(`${name} ${rule.reply}`))
      .find((record) => record !== undefined);
    if (request === undefined || reply === undefined) return [];
    if (rule.given !== undefined && !leads(schema, reply, [rule.given])) return [];
    const holds = (repeat: Repeat): boolean =>
      leads(schema, request, repeat.request) && leads(schema, reply, repeat.reply);
    const key = rule.key !== null && holds(rule.key) ? rule.key : null;
    return [{ ...rule, key, repeats: rule.repeats.filter(holds) }];
  });
}

function recordsByTag(
  schema: Schema,
  direction: 'to-kernel' | 'from-kernel',
): ReadonlyMap<string, RecordType> {
  return new Map(
    channelsTo(schema, direction)
      .flatMap(({ name }) => taggedRecords(schema, name))
      .map(({ channel, tag, record }) => [`${channel.name} ${tag}`, record]),
  );
}

/** Whether there is a field at the end of this path of wire names; of a union any member will do. */
function leads(schema: Schema, record: RecordType, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  const field = record.fields.find((candidate) => candidate.name === name);
  if (field === undefined || rest.length === 0) return field !== undefined;
  return membersOf(field.type).some((member) => {
    const next = recordOf(schema, member);
    return next !== null && leads(schema, next, rest);
  });
}
