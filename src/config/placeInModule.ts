import { placeOf, type Place } from './placesInJson.js';

/**
 * Where a value of a config written in TypeScript most likely stands: there is no way back from a value to its text, but
 * a key or a value that the text has just once has one place. Null: it cannot be told.
 */
export function placeInModule(text: string, path: readonly PropertyKey[], value: unknown): Place | null {
  const candidates = [
    ...(typeof value === 'string' ? [new RegExp(`(['"\`])${escaped(value)}\\1`, 'gu')] : []),
    ...path
      .filter((part) => typeof part === 'string')
      .toReversed()
      .map((key) => new RegExp(`(?<![\\w$])(['"]?)${escaped(key)}\\1\\s*:`, 'gu')),
  ];
  const bare = withoutComments(text);
  for (const candidate of candidates) {
    const found = [...bare.matchAll(candidate)];
    const [first] = found;
    if (found.length === 1 && first !== undefined) return placeOf(text, first.index);
  }
  return null;
}

/** The same text with blanks in the place of comments. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*/gu, (comment) =>
    comment.replaceAll(/[^\n]/gu, ' '),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}
