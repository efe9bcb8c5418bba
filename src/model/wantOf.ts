import type { Plan, TextRule } from './plan.js';

const SAID: Readonly<Record<TextRule['kind'], string>> = {
  str: 'str',
  members: 'str',
  datetime: 'datetime',
  date: 'date',
  time: 'time',
  timedelta: 'duration',
  uuid: 'uuid',
  decimal: 'decimal',
};

/** What the decoder says it expected: the members in an order of its own, whatever the order in the type. */
export function wantOf(plan: Plan): string {
  if (plan.any || plan.raw) return 'any';
  const { text } = plan;
  const isText = text?.kind === 'str' || text?.kind === 'members';
  const said = [
    plan.bool !== null && 'bool',
    (plan.int !== null || plan.intMembers !== null) && 'int',
    plan.float !== null && 'float',
    isText && 'str',
    plan.bytes !== null && 'bytes',
    text !== null && !isText && SAID[text.kind],
    plan.ext && 'ext',
    plan.object !== null && 'object',
    plan.array !== null && 'array',
    plan.nil && 'null',
  ];
  return said.filter((name) => name !== false).join(' | ');
}
