import type { Schema, Type } from '../schema/index.js';
import { changeFrame, frameAt } from './channelAt.js';
import { isCollection } from './collection.js';
import type { SkewOp } from './op.js';
import type { Step, TypePath } from './path.js';
import { changeField, fieldAt, recordAt } from './recordAt.js';
import { unfit } from './unfit.js';

/** The type that an op is about. */
export function typeAt(op: SkewOp, schema: Schema, path: TypePath): Type {
  const { of } = path;
  const whole =
    of.kind === 'field'
      ? fieldAt(op, recordAt(op, schema, of.record), of.field).field.type
      : frameAt(op, schema, of).type;
  return path.steps.reduce((type, step) => under(op, type, step), whole);
}

/** The schema with one type changed, however deep it lies. */
export function changeType(op: SkewOp, schema: Schema, path: TypePath, change: (type: Type) => Type): Schema {
  const inside = (type: Type): Type => changeUnder(op, type, path.steps, change);
  return path.of.kind === 'field'
    ? changeField(op, schema, path.of, (field) => ({ ...field, type: inside(field.type) }))
    : changeFrame(op, schema, path.of, (frame) => ({ ...frame, type: inside(frame.type) }));
}

function under(op: SkewOp, type: Type, step: Step): Type {
  const found = lookUnder(type, step);
  return found ?? unfit(op, `a type with ${article(step)}`, `one of the kind ${type.kind}`);
}

function lookUnder(type: Type, step: Step): Type | undefined {
  switch (step.kind) {
    case 'item':
      return isCollection(type) ? type.item : undefined;
    case 'key':
      return type.kind === 'dict' ? type.key : undefined;
    case 'value':
      return type.kind === 'dict' ? type.value : undefined;
    case 'element':
      return type.kind === 'tuple' ? type.items[step.index] : undefined;
    case 'member':
      return type.kind === 'union' ? type.members[step.index] : undefined;
  }
}

function changeUnder(
  op: SkewOp,
  type: Type,
  [step, ...rest]: readonly Step[],
  change: (type: Type) => Type,
): Type {
  if (step === undefined) return change(type);
  return put(op, type, step, changeUnder(op, under(op, type, step), rest, change));
}

/** The type with another one at the end of a step, which {@link under} has found to be there. */
function put(op: SkewOp, type: Type, step: Step, inner: Type): Type {
  if (isCollection(type)) return { ...type, item: inner };
  if (type.kind === 'dict') return step.kind === 'key' ? { ...type, key: inner } : { ...type, value: inner };
  if (type.kind === 'tuple') return { ...type, items: type.items.with(placeOf(step), inner) };
  if (type.kind !== 'union') return inner;
  return { ...type, members: type.members.with(placeOf(step), asMember(op, inner)) };
}

/** A union is flat, and a decoder takes no union with `any` or `raw` in it. */
export function asMember(op: SkewOp, type: Type): Type {
  return type.kind === 'union' || type.kind === 'any' || type.kind === 'raw'
    ? unfit(op, 'a member of a union that is no union, any or raw', type.kind)
    : type;
}

function placeOf(step: Step): number {
  return step.kind === 'element' || step.kind === 'member' ? step.index : 0;
}

function article(step: Step): string {
  return step.kind === 'element' || step.kind === 'member'
    ? `${step.kind} ${step.index}`
    : `an inner ${step.kind}`;
}
