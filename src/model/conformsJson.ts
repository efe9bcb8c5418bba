import type { Schema, Type } from '../schema/index.js';
import type { Json } from '../wire/index.js';
import { Judge } from './jsonJudge.js';
import { judgeJson } from './judgeJson.js';
import { planOf } from './planOf.js';

/** Whether a JSON document is what a type says. */
export type JsonConformance =
  | { readonly kind: 'conforms' }
  | {
      readonly kind: 'breaks';
      /** As msgspec writes paths, without backticks; `$` is the document itself. */
      readonly path: string;
      readonly expected: string;
      readonly actual: string;
    }
  /** Only Python can know, and nothing else breaks the type. */
  | { readonly kind: 'unknown'; readonly because: string };

/**
 * Whether msgspec's typed JSON decoder, in strict mode and without hooks, takes this document for one of the type:
 * bytes as base64, dates and durations as text, keys of dicts read from text, unknown fields ignored unless refused.
 * The first break in the order of the document is told; anything unknown counts only where nothing breaks.
 *
 * Code of a class that runs after decoding is left out: the question is what the document says, not what a reader
 * makes of it.
 *
 * @throws SchemaError when a reference names no record of the schema
 */
export function conformsJson(schema: Schema, type: Type, json: Json): JsonConformance {
  const judge = new Judge(judgeJson);
  judgeJson(judge, json, planOf(schema, type));
  if (judge.broken !== null) return judge.broken;
  return judge.unknown === null ? { kind: 'conforms' } : { kind: 'unknown', because: judge.unknown };
}
