import type { Json } from './readJson.js';

/** What a program wrote to stderr while code of a cell ran, line by line: marimo's `cell-op` has it in its `console`. */
export function redirectedLines(notification: Json): readonly string[] {
  return linesIn(member(notification, 'console'));
}

/** Of one output, or of several. */
function linesIn(console: Json | null): readonly string[] {
  if (console?.kind === 'array') return console.items.flatMap(linesIn);
  if (console === null) return [];
  const [channel, data] = [member(console, 'channel'), member(console, 'data')];
  return channel?.kind === 'str' && channel.value === 'stderr' && data?.kind === 'str'
    ? data.value.split('\n')
    : [];
}

function member(json: Json, name: string): Json | null {
  return json.kind === 'object' ? (json.entries.findLast(([key]) => key === name)?.[1] ?? null) : null;
}
