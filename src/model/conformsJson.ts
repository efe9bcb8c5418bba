import type { Schema, Type } from '../schema/index.js';
import { Cursor } from './cursor.js';
import { decodeValue, endsThere, valueText } from './json/decodeValue.js';
import { planOf } from './planOf.js';
import type { Refusal } from './prediction.js';

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
 * Whether msgspec's typed JSON decoder, in strict mode and without hooks, takes this document for one of the type. The
 * first break in the order of the document is told; what only Python knows counts only where nothing breaks.
 *
 * Code of a class that runs after decoding is left out: the question is what the document says, not what a reader
 * makes of it.
 *
 * @throws SchemaError when a reference names no record of the schema
 */
export function conformsJson(schema: Schema, type: Type, document: Uint8Array): JsonConformance {
  const cursor = new Cursor(document, decodeValue, 'document');
  if (decodeValue(cursor, planOf(schema, type)) !== null && endsThere(cursor)) {
    return cursor.doubtful === null ? { kind: 'conforms' } : { kind: 'unknown', because: cursor.doubtful };
  }
  const end = cursor.failure;
  if (end?.kind !== 'refused')
    return { kind: 'unknown', because: end?.because ?? 'decoding ended without a reason' };
  return { kind: 'breaks', path: end.error.path ?? '$', ...told(end.error, valueText(cursor)) };
}

/** What the decoder says, as what it expected and what came instead: a value, in the words of the document. */
function told(
  { message, path }: Refusal,
  value: string,
): { readonly expected: string; readonly actual: string } {
  if (message === null) return { expected: 'a value that can be compared', actual: value };
  const said = path === null ? message : message.slice(0, message.lastIndexOf(' - at `'));
  const missing = /^Object missing required field `(.*)`$/s.exec(said);
  if (missing !== null) return { expected: `the field ${missing[1]}`, actual: 'it is missing' };
  const unknown = /^Object contains unknown field `(.*)`$/s.exec(said);
  if (unknown !== null) return { expected: 'no other fields', actual: `the field ${unknown[1]}` };
  const wanted = /^Expected (.*?)(?:, got (.*))?$/s.exec(said);
  if (wanted === null) return { expected: EXPECTED.get(said.slice(0, 13)) ?? said, actual: value };
  const expected = (wanted[1] ?? '').replaceAll('`', '');
  if (!/^`(?:array|object)` of /.test(wanted[1] ?? '')) return { expected, actual: value };
  return { expected, actual: wanted[2] === undefined ? 'another length' : `length ${wanted[2]}` };
}

const EXPECTED = new Map([
  ['Invalid enum ', 'a value that is listed'],
  ['Invalid value', 'a tag that is known'],
]);
