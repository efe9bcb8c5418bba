/**
 * One step from a container to what is inside it: an item by its position, or text that is written as it stands
 * (`.name`, `[...]`), or {@link KEY}.
 */
export type Step = number | string;

/** The key of a map entry, as opposed to its value. */
export const KEY: Step = '`';

/** The value of a dict entry: the decoder does not say which. */
export const ELLIPSIS: Step = '[...]';

/**
 * The path in msgspec's notation, without backticks; null at the root. A key splits the path, innermost first:
 * the first item of a tuple that is a key of `$.a` stands at `key[0] in $.a`.
 */
export function renderPath(steps: readonly Step[], length: number): string | null {
  return length === 0 ? null : pathGroups(steps, length).join(' in ');
}

/** What the decoder appends to a message: nothing at the root. */
export function pathSuffix(steps: readonly Step[], length: number): string {
  if (length === 0) return '';
  const groups = pathGroups(steps, length).map((group) => `\`${group}\``);
  return ` - at ${groups.join(' in ')}`;
}

function pathGroups(steps: readonly Step[], length: number): string[] {
  const groups: string[] = [];
  let group = '$';
  for (let i = 0; i < length; i++) {
    const step = steps[i];
    if (step === KEY) {
      groups.unshift(group);
      group = 'key';
    } else {
      group += typeof step === 'number' ? `[${step}]` : (step ?? '');
    }
  }
  groups.unshift(group);
  return groups;
}
