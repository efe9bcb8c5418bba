import type { WireValue } from '../../wire/index.js';
import type { Cursor } from '../cursor.js';
import { decodeText, decodeTextAs } from '../decodeText.js';
import type { Plan } from '../plan.js';

/** Decodes a str of `size` bytes (-1: decoding has ended). Its UTF-8 is judged only where Python makes a str of it. */
export function decodeStr(cursor: Cursor, plan: Plan, size: number): WireValue | null {
  if (size < 0 || !cursor.has(size)) return null;
  const rule = plan.text;
  if (!plan.any && rule === null) {
    cursor.pos += size;
    return cursor.wrong(plan.want, 'str');
  }
  const bytes = cursor.take(size);
  return rule === null || plan.any ? decodeText(cursor, bytes, null) : decodeTextAs(cursor, rule, bytes);
}
