import type { Type } from '../schema/index.js';
import type { TypePath } from '../skew/index.js';

/** One step into a type. */
export type Step = TypePath['steps'][number];

/** Whether this is a list, a set or a tuple of any length. */
export function isCollection(type: Type): type is Extract<Type, { kind: 'list' | 'set' | 'sequence' }> {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence';
}

/** The types right inside a type, with the step to each; what is behind a reference is not inside. */
export function inside(type: Type): readonly (readonly [step: Step, type: Type])[] {
  if (isCollection(type)) return [[{ kind: 'item' }, type.item]];
  if (type.kind === 'dict') {
    return [
      [{ kind: 'key' }, type.key],
      [{ kind: 'value' }, type.value],
    ];
  }
  if (type.kind === 'tuple') return type.items.map((item, index) => [{ kind: 'element', index }, item]);
  if (type.kind === 'union') return type.members.map((member, index) => [{ kind: 'member', index }, member]);
  return [];
}

/** The type at the end of a step; null where the step leads nowhere. */
export function stepInto(type: Type, step: Step): Type | null {
  const index = 'index' in step ? step.index : -1;
  const found = inside(type).find(
    ([other]) => other.kind === step.kind && ('index' in other ? other.index : -1) === index,
  );
  return found?.[1] ?? null;
}

/** A step as msgspec writes it in a path, to the first thing there; a member of a union is no step on the wire. */
export function shownStep(path: string, step: Step): string {
  switch (step.kind) {
    case 'item':
      return `${path}[0]`;
    case 'element':
      return `${path}[${step.index}]`;
    case 'value':
      return `${path}[...]`;
    case 'key':
      return `key in ${path}`;
    case 'member':
      return path;
  }
}

/** Every reference in a type, with the steps to it. */
export function referencesIn(type: Type): readonly (readonly [steps: readonly Step[], name: string])[] {
  if (type.kind === 'ref') return [[[], type.name]];
  return inside(type).flatMap(([step, inner]) =>
    referencesIn(inner).map(([steps, name]) => [[step, ...steps], name] as const),
  );
}
