import { z } from 'zod';

/** The first few of what the validator found at a place of the document. */
export function issues(error: z.ZodError, at: readonly PropertyKey[] = []): string {
  const shown = error.issues
    .slice(0, 3)
    .map(({ path, message }) => cut(`${z.core.toDotPath([...at, ...path]) || '$'}: ${message}`));
  const more = error.issues.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** It may name every key of a hostile file. */
function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}... (${text.length} characters)` : text;
}
