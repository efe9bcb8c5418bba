import { isObject } from '../place.js';
import { step, type SchemaDocument } from './schemaDocument.js';

/** What a document says of a record: that of all its parts, where it has several (`allOf`). */
export interface RecordNode {
  /** Where each property is described, by its name, in the order of the document. */
  readonly properties: ReadonlyMap<string, string>;
  readonly required: ReadonlySet<string>;
  readonly closed: boolean;
}

/** The record that a reference leads to; null for what is no object with properties, or has a part that is none. */
export function recordAt(document: SchemaDocument, pointer: string): RecordNode | null {
  const known = document.records.get(pointer);
  if (known !== undefined) return known;
  // So that a record which is a part of itself is none, and no part is put together twice.
  document.records.set(pointer, null);
  const record = put(document, pointer);
  document.records.set(pointer, record);
  return record;
}

function put(document: SchemaDocument, pointer: string): RecordNode | null {
  const node = document.at(pointer);
  if (!isObject(node)) return null;
  const { allOf, $ref, properties } = node;
  if (typeof $ref === 'string') return recordAt(document, $ref);
  if (!isObject(properties) && !Array.isArray(allOf)) return null;
  const names = isObject(properties) ? Object.keys(properties) : [];
  const own: RecordNode = {
    properties: new Map(names.map((name) => [name, `${pointer}/properties/${step(name)}`])),
    required: new Set(listOf(node['required']).filter((name) => typeof name === 'string')),
    closed: node['additionalProperties'] === false,
  };
  const parts = listOf(allOf).map((_part, index) => recordAt(document, `${pointer}/allOf/${index}`));
  const whole = [...parts.filter((part) => part !== null), own];
  if (whole.length <= parts.length) return null;
  return {
    properties: new Map(whole.flatMap((part) => [...part.properties])),
    required: new Set(whole.flatMap((part) => [...part.required])),
    closed: whole.some((part) => part.closed),
  };
}

/** An array of the document; of anything else, none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
