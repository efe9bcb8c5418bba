import { isObject } from '../place.js';
import type { Tag } from '../types.js';
import { tagValueOf } from './literalOf.js';
import { listOf, recordAt } from './recordAt.js';
import { componentName, step, type Node, type SchemaDocument } from './schemaDocument.js';

/** A tag, and whether the document says that it is one. */
export interface FoundTag {
  readonly tag: Tag;
  readonly named: boolean;
}

/** The tags of the records of a document, by reference: what discriminators name, and what tells unions apart. */
export function tagsIn(document: SchemaDocument): ReadonlyMap<string, FoundTag> {
  const tags = new Map<string, FoundTag>();
  visit(document.root, '#', (node, pointer) => {
    const members = memberPointers(node, pointer);
    const { discriminator } = node;
    if (isObject(discriminator) && typeof discriminator['propertyName'] === 'string') {
      const field = discriminator['propertyName'];
      const mapped = mappingOf(discriminator, document);
      for (const member of new Set([...members, ...mapped.keys()])) {
        const value = constantOf(document, member, field) ?? mapped.get(member) ?? componentName(member);
        if (value !== null) tags.set(member, { tag: tagOf(value, field), named: true });
      }
    } else {
      for (const [member, tag] of tagsToldApart(document, members)) {
        if (!tags.has(member)) tags.set(member, { tag, named: false });
      }
    }
  });
  return tags;
}

function visit(value: unknown, pointer: string, see: (node: Node, pointer: string) => void): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`, see);
  } else if (isObject(value)) {
    see(value, pointer);
    for (const [name, member] of Object.entries(value)) visit(member, `${pointer}/${step(name)}`, see);
  }
}

function memberPointers(node: Node, pointer: string): readonly string[] {
  return ['anyOf', 'oneOf'].flatMap((keyword) => {
    return listOf(node[keyword]).map((member, index) => {
      const reference = isObject(member) ? member['$ref'] : null;
      return typeof reference === 'string' ? reference : `${pointer}/${keyword}/${index}`;
    });
  });
}

function mappingOf(discriminator: Node, document: SchemaDocument): ReadonlyMap<string, string> {
  const { mapping } = discriminator;
  const entries = isObject(mapping) ? Object.entries(mapping) : [];
  return new Map(
    entries.flatMap(([value, target]) =>
      typeof target === 'string' ? [[document.pointerTo(target), value] as const] : [],
    ),
  );
}

/** A property of the same name in each member, required, with one value each, none of them twice. */
function tagsToldApart(document: SchemaDocument, members: readonly string[]): ReadonlyMap<string, Tag> {
  const records = members.filter((member) => recordAt(document, member) !== null);
  const [first] = records;
  if (first === undefined || records.length < 2) return new Map();
  for (const field of recordAt(document, first)?.properties.keys() ?? []) {
    const tags = tagsBy(document, records, field);
    if (tags !== null) return tags;
  }
  return new Map();
}

/** Null as soon as one of the records has none, or the value of another. */
function tagsBy(
  document: SchemaDocument,
  records: readonly string[],
  field: string,
): ReadonlyMap<string, Tag> | null {
  const values = new Set<string | number>();
  const tags = new Map<string, Tag>();
  for (const record of records) {
    const value = constantOf(document, record, field);
    if (value === null || values.has(value)) return null;
    values.add(value);
    tags.set(record, tagOf(value, field));
  }
  return tags;
}

/** The one value that a required property of a record may have. */
function constantOf(document: SchemaDocument, pointer: string, field: string): string | number | null {
  const record = recordAt(document, pointer);
  const property = document.at(record?.properties.get(field) ?? '');
  if (!isObject(property) || record?.required.has(field) !== true) return null;
  const values: readonly unknown[] = 'const' in property ? [property['const']] : listOf(property['enum']);
  const [value] = values;
  if (values.length !== 1) return null;
  return typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value))
    ? value
    : null;
}

function tagOf(value: string | number, field: string): Tag {
  return { value: tagValueOf(value), at: { kind: 'field', name: field } };
}
