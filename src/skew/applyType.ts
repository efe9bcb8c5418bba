import { membersOf, type Schema, type Type } from '../schema/index.js';
import { constraintsFor, constraintsOf, withConstraints } from './constraints.js';
import type { PerKind, SkewOp, SkewOpKind } from './op.js';
import { asMember, changeType } from './typeAt.js';
import { fits, inserted, removed, reordered, unfit } from './unfit.js';

type TypeOpKind = Extract<SkewOp, { path: { kind: 'type' } }>['kind'];
type TypeOp = SkewOp<TypeOpKind>;
type Named<K extends Type['kind']> = Extract<Type, { kind: K }>;

const NIL: Type = { kind: 'nil' };

/** What each op on a type does to a schema. */
export const TYPE_OPS: Pick<PerKind<[schema: Schema], Schema>, TypeOpKind & SkewOpKind> = {
  'type-widened': retype,
  'type-narrowed': retype,
  'type-changed': retype,
  'constraints-tightened': constrain,
  'constraints-loosened': constrain,
  'constraints-changed': constrain,
  'value-added': (op, schema) =>
    changeValues(op, schema, (type) => ({
      ...type,
      values: inserted(op, without(op, type.values, op.value), op.index, op.value),
    })),
  'value-removed': (op, schema) =>
    changeValues(op, schema, (type) => ({
      ...type,
      values: some(op, removed(op, type.values, op.index, op.value)),
    })),
  'values-reordered': (op, schema) =>
    changeValues(op, schema, (type) => ({ ...type, values: reordered(op, type.values, op.order) })),
  'enum-renamed': (op, schema) =>
    changeEnum(op, schema, (type) => {
      fits(op, op.from, type.name);
      return { ...type, name: op.to };
    }),
  'enum-opened': (op, schema) => changeEnum(op, schema, (type) => turnOpen(op, type, true)),
  'enum-closed': (op, schema) => changeEnum(op, schema, (type) => turnOpen(op, type, false)),
  'nil-added': (op, schema) => addMember(op, schema, NIL),
  'nil-removed': (op, schema) => removeMember(op, schema, NIL),
  'member-added': (op, schema) => addMember(op, schema, op.member),
  'member-removed': (op, schema) => removeMember(op, schema, op.member),
  'union-tag-added': (op, schema) => addMember(op, schema, { kind: 'ref', name: op.record }),
  'union-tag-removed': (op, schema) => removeMember(op, schema, { kind: 'ref', name: op.record }),
  'members-reordered': (op, schema) =>
    changeType(op, schema, op.path, (type) => union(op, reordered(op, membersOf(type), op.order))),
  'element-added': (op, schema) =>
    changeTuple(op, schema, (items) => inserted(op, items, op.index, op.element)),
  'element-removed': (op, schema) =>
    changeTuple(op, schema, (items) => removed(op, items, op.index, op.element)),
};

function retype(op: SkewOp<'type-widened' | 'type-narrowed' | 'type-changed'>, schema: Schema): Schema {
  return changeType(op, schema, op.path, (type) => {
    fits(op, op.from, type);
    return op.to;
  });
}

function constrain(
  op: SkewOp<'constraints-tightened' | 'constraints-loosened' | 'constraints-changed'>,
  schema: Schema,
): Schema {
  return changeType(op, schema, op.path, (type) => {
    fits(op, op.from, constraintsOf(type));
    const known: readonly string[] = constraintsFor(type.kind);
    const strange = Object.keys(op.to).find((name) => !known.includes(name));
    if (strange !== undefined) unfit(op, `constraints that ${type.kind} takes`, strange);
    return withConstraints(type, op.to);
  });
}

function changeValues(op: TypeOp, schema: Schema, change: (type: Named<'enum' | 'literal'>) => Type): Schema {
  return changeType(op, schema, op.path, (type) =>
    type.kind === 'enum' || type.kind === 'literal'
      ? change(type)
      : unfit(op, 'an enumeration or a literal', type.kind),
  );
}

function changeEnum(op: TypeOp, schema: Schema, change: (type: Named<'enum'>) => Type): Schema {
  return changeType(op, schema, op.path, (type) =>
    type.kind === 'enum' ? change(type) : unfit(op, 'an enumeration', type.kind),
  );
}

function turnOpen(op: TypeOp, type: Named<'enum'>, open: boolean): Type {
  fits(op, !open, type.open);
  return { ...type, open };
}

function without<T>(op: TypeOp, list: readonly T[], value: T): readonly T[] {
  const text = JSON.stringify(value);
  if (list.some((item) => JSON.stringify(item) === text)) unfit(op, 'a value that is not listed', text);
  return list;
}

function some<T>(op: TypeOp, list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : unfit(op, 'at least one value to stay', 'none');
}

function addMember(op: TypeOp & { readonly index: number }, schema: Schema, member: Type): Schema {
  return changeType(op, schema, op.path, (type) =>
    union(op, inserted(op, without(op, membersOf(type), member), op.index, member)),
  );
}

function removeMember(op: TypeOp & { readonly index: number }, schema: Schema, member: Type): Schema {
  return changeType(op, schema, op.path, (type) =>
    union(op, some(op, removed(op, membersOf(type), op.index, member))),
  );
}

function union(op: TypeOp, members: readonly Type[]): Type {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  return { kind: 'union', members: members.map((member) => asMember(op, member)) };
}

function changeTuple(
  op: TypeOp,
  schema: Schema,
  change: (items: readonly Type[]) => readonly Type[],
): Schema {
  return changeType(op, schema, op.path, (type) =>
    type.kind === 'tuple'
      ? { ...type, items: change(type.items) }
      : unfit(op, 'a tuple of fixed length', type.kind),
  );
}
