import type { Default, Field, RecordType } from '../schema/index.js';
import { diffType } from './diffType.js';
import type { Draft } from './draft.js';
import { orderOf, type Pairing } from './pairing.js';
import type { FieldPath } from './path.js';
import type { Records } from './records.js';
import { same } from './same.js';

/** The ops that lead from the fields of one record to those of the other, once it has the layout of the other. */
export function diffFields(
  draft: Draft,
  records: Records,
  from: RecordType,
  to: RecordType,
  pairing: Pairing,
): void {
  const pairs = pairing.pairs.flatMap(([index, place]): [Field, Field][] => {
    const [before, after] = [from.fields[index], to.fields[place]];
    return before !== undefined && after !== undefined ? [[before, after]] : [];
  });
  for (const [before, after] of pairs) {
    if (before.name !== after.name) {
      draft.add({ kind: 'field-renamed', path: pathOf(to, before), to: after.name });
    }
  }
  const gone = pairing.gone.flatMap((index) => from.fields[index] ?? []);
  for (const field of gone.toReversed()) removeField(draft, to, field);
  const order = orderOf(pairing);
  if (order !== null) {
    const kind = to.layout === 'map' ? 'fields-reordered' : 'array-fields-reordered';
    draft.add({ kind, path: { kind: 'record', record: to.name }, order });
  }
  for (const index of pairing.come) {
    for (const field of to.fields.slice(index, index + 1)) addField(draft, to, index, field);
  }
  for (const [before, after] of pairs) diffField(draft, records, pathOf(to, after), before, after);
}

function pathOf({ name }: RecordType, field: Field): FieldPath {
  return { kind: 'field', record: name, field: field.name };
}

function removeField(draft: Draft, record: RecordType, field: Field): void {
  const path = pathOf(record, field);
  const last = draft.schema.types[record.name]?.fields.at(-1)?.name === field.name;
  if (record.layout === 'map') draft.add({ kind: 'field-removed', path, field });
  else draft.add({ kind: last ? 'array-field-dropped' : 'array-field-removed', path, field });
}

function addField(draft: Draft, record: RecordType, index: number, field: Field): void {
  const path = { kind: 'record', record: record.name } as const;
  const last = draft.schema.types[record.name]?.fields.length === index;
  if (record.layout === 'map') draft.add({ kind: 'field-added', path, index, field });
  else if (last) draft.add({ kind: 'array-field-appended', path, field });
  else draft.add({ kind: 'array-field-inserted', path, index, field });
}

function diffField(draft: Draft, records: Records, path: FieldPath, from: Field, to: Field): void {
  if (from.attribute !== to.attribute) {
    draft.add({ kind: 'attribute-renamed', path, from: from.attribute, to: to.attribute });
  }
  diffType(draft, records, { kind: 'type', of: path, steps: [] }, from.type, to.type);
  diffDefault(draft, path, from.default, to.default);
}

function diffDefault(draft: Draft, path: FieldPath, from: Default | null, to: Default | null): void {
  if (same(from, to)) return;
  if (from === null) {
    if (to !== null) draft.add({ kind: 'made-optional', path, to });
  } else if (to === null) draft.add({ kind: 'made-required', path, from });
  else draft.add({ kind: 'default-changed', path, from, to });
}
