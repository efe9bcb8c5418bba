import type { RecordType, Tag } from '../schema/index.js';
import { diffFields } from './diffFields.js';
import type { Draft } from './draft.js';
import { matchFields } from './matchFields.js';
import type { RecordPath } from './path.js';
import type { Records } from './records.js';
import { same } from './same.js';

/** The ops that lead from the record of this name to this one. */
export function diffRecord(draft: Draft, records: Records, to: RecordType): void {
  const path: RecordPath = { kind: 'record', record: to.name };
  const from = draft.schema.types[to.name];
  if (from === undefined || same(from, to)) return;
  const fields = matchFields(from, to);
  if (strangers(from, to) && fields.pairs.length === 0) {
    draft.add({ kind: 'record-replaced', path, record: to });
    return;
  }
  diffFlags(draft, path, from, to);
  diffTag(draft, path, from.tag, to.tag);
  diffFields(draft, records, from, to, fields);
  diffWriteOrder(draft, path, to);
  // A member of records that no op knows is not lost in silence.
  if (!same(draft.schema.types[to.name], to)) draft.add({ kind: 'record-replaced', path, record: to });
}

function diffWriteOrder(draft: Draft, path: RecordPath, { writeOrder }: RecordType): void {
  const [from, to] = [draft.schema.types[path.record]?.writeOrder ?? null, writeOrder ?? null];
  if (!same(from, to)) draft.add({ kind: 'write-order-changed', path, from, to });
}

/** Where no field is paired either, nothing but the name is left that two such records share. */
function strangers(from: RecordType, to: RecordType): boolean {
  const tagged = from.tag !== null && to.tag !== null && same(from.tag.value, to.tag.value);
  return !tagged && from.fields.length > 1 && to.fields.length > 1;
}

function diffFlags(draft: Draft, path: RecordPath, from: RecordType, to: RecordType): void {
  if (from.flavour !== to.flavour) {
    draft.add({ kind: 'flavour-changed', path, from: from.flavour, to: to.flavour });
  }
  if (from.layout !== to.layout) {
    draft.add({ kind: 'layout-changed', path, from: from.layout, to: to.layout });
  }
  if (from.unknownFields !== to.unknownFields)
    draft.add({ kind: `unknown-fields-${to.unknownFields}`, path });
  if (from.omitDefaults !== to.omitDefaults) {
    draft.add({ kind: 'omit-defaults-changed', path, to: to.omitDefaults });
  }
  if (from.hashable !== to.hashable) draft.add({ kind: 'hashable-changed', path, to: to.hashable });
  if (from.postInit !== to.postInit) draft.add({ kind: 'post-init-changed', path, to: to.postInit });
}

function diffTag(draft: Draft, path: RecordPath, from: Tag | null, to: Tag | null): void {
  if (from === null || to === null) {
    if (to !== null) draft.add({ kind: 'record-tagged', path, tag: to });
    if (from !== null) draft.add({ kind: 'record-untagged', path, tag: from });
    return;
  }
  if (!same(from.value, to.value)) {
    const kind = from.value.kind === to.value.kind ? 'record-retagged' : 'tag-retyped';
    draft.add({ kind, path, from: from.value, to: to.value });
  }
  if (same(from.at, to.at)) return;
  if (from.at.kind === 'field' && to.at.kind === 'field') {
    draft.add({ kind: 'tag-field-renamed', path, from: from.at.name, to: to.at.name });
  } else {
    draft.add({ kind: 'tag-moved', path, from: from.at, to: to.at });
  }
}
