import type { Frame } from '../schema/index.js';
import { frameAt } from './channelAt.js';
import { diffType } from './diffType.js';
import type { Draft } from './draft.js';
import type { SkewOp } from './op.js';
import type { FramePath, StartupPath } from './path.js';
import type { Records } from './records.js';

/** The ops that lead from a frame to one of the same role. */
export function diffFrame(draft: Draft, records: Records, path: FramePath | StartupPath, to: Frame): void {
  const found: SkewOp<'codec-changed'> = { kind: 'codec-changed', path, from: to.codec, to: to.codec };
  const from = frameAt(found, draft.schema, path);
  if (from.codec !== to.codec) draft.add({ ...found, from: from.codec });
  diffType(draft, records, { kind: 'type', of: path, steps: [] }, from.type, to.type);
}
