import type { Schema } from '../schema/index.js';
import { diffChannels } from './diffChannels.js';
import { diffFrame } from './diffFrame.js';
import { diffRecord } from './diffRecord.js';
import { Draft } from './draft.js';
import { matchRecords } from './matchRecords.js';
import { same } from './same.js';
import type { Records } from './records.js';
import type { SkewOp } from './op.js';
import type { SchemaPath, StartupPath } from './path.js';

const SCHEMA: SchemaPath = { kind: 'schema' };
const STARTUP: StartupPath = { kind: 'startup' };

/**
 * The ops that lead from one schema to another, as small and as meaningful as the data lets them be:
 * `apply(from, diff(from, to))` equals `to`. A rename is told where it is the evident reading; what no finer op says,
 * `record-replaced` does. Paths name records and fields as they are called after the renames before them.
 */
export function diff(from: Schema, to: Schema): readonly SkewOp[] {
  const draft = new Draft(from);
  if (from.protocol !== to.protocol) {
    draft.add({ kind: 'protocol-renamed', path: SCHEMA, from: from.protocol, to: to.protocol });
  }
  if (from.release !== to.release) {
    draft.add({ kind: 'release-changed', path: SCHEMA, from: from.release, to: to.release });
  }
  const { renamed, kept, gone, come } = matchRecords(from, to);
  for (const [name, other] of renamed) {
    draft.add({ kind: 'record-renamed', path: { kind: 'record', record: name }, to: other });
  }
  for (const record of come) {
    draft.add({ kind: 'record-added', path: { kind: 'record', record: record.name }, record });
  }
  const records: Records = { from: draft.schema.types, to: to.types };
  for (const record of kept) diffRecord(draft, records, record);
  diffChannels(draft, records, to.channels);
  diffStartup(draft, records, to);
  for (const name of gone) draft.add({ kind: 'record-removed', path: { kind: 'record', record: name } });
  return draft.ops;
}

function diffStartup(draft: Draft, records: Records, { startup: to }: Schema): void {
  const { startup: from } = draft.schema;
  if (from !== null && to !== null && from.role === to.role) {
    diffFrame(draft, records, STARTUP, to);
    // A member of types that no op knows is not lost in silence.
    if (same(draft.schema.startup, to)) return;
  }
  const { startup: now } = draft.schema;
  if (now !== null) draft.add({ kind: 'startup-removed', path: STARTUP, frame: now });
  if (to !== null) draft.add({ kind: 'startup-added', path: STARTUP, frame: to });
}
