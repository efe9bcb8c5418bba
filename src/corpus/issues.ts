import { z } from 'zod';

/** The first few of what the validator found. */
export function issues(error: z.ZodError): string {
  const all = error.issues.map((issue) => `${z.core.toDotPath(issue.path) || '$'}: ${issue.message}`);
  return `${all.slice(0, 3).join('; ')}${all.length > 3 ? `; and ${all.length - 3} more` : ''}`;
}
