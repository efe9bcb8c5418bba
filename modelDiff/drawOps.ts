import type { RecordType, Schema } from '../src/schema/index.js';
import type { SkewOp, SkewOpKind } from '../src/skew/index.js';
import { anyOp } from '../test/skew/anyOp.js';
import { RETYPED, drawRetyped } from './drawRetyped.js';
import { RECORD_MAKERS } from './recordOps.js';
import type { Tape } from './tape.js';

/** What ops are drawn from. */
export interface Stock {
  readonly schema: Schema;
  /** The records that the decoder of the frame may meet. */
  readonly met: Readonly<Record<string, RecordType>>;
  /** What is new comes from here. */
  readonly donor: Schema;
  readonly tape: Tape;
}

/** The ops that put something new in; others are drawn faster from a donor of nothing. */
const DONATED: ReadonlySet<SkewOpKind> = new Set([
  'record-replaced',
  'field-added',
  'array-field-appended',
  'array-field-inserted',
  'value-added',
  'member-added',
  'element-added',
  'frame-added',
] as const);
const NOTHING: Schema = { protocol: 'none', release: '0', channels: [], startup: null, types: {} };

/**
 * An op of this kind, and those without which no decoder could be made of what it leaves; none where the schema has no
 * place for one, as far as the tape looks.
 */
export function drawOps(kind: SkewOpKind, stock: Stock): readonly SkewOp[] {
  const { schema, met, donor, tape } = stock;
  const record = tape.oneOf(Object.values(met));
  const maker = RECORD_MAKERS[kind];
  if (maker !== undefined) return record === undefined ? [] : maker(record, tape);
  if (kind === 'codec-changed') return swapCodec(schema, tape);
  if (RETYPED.has(kind)) return drawRetyped(kind, stock);
  // Ops on what is never met would show nothing. A member that a union gains may be any record.
  const seen = kind === 'union-tag-added' ? schema : { ...schema, types: met };
  const op = anyOp(kind, seen, DONATED.has(kind) ? donor : NOTHING, (count) => tape.below(count));
  return op === null ? [] : [op];
}

function swapCodec({ channels }: Schema, tape: Tape): readonly SkewOp[] {
  return channels.flatMap(({ name: channel, envelope }) => {
    const index = tape.below(envelope.length);
    const from = envelope[index]?.codec ?? 'msgpack';
    const to = from === 'json' ? 'msgpack' : 'json';
    return { kind: 'codec-changed', path: { kind: 'frame', channel, index }, from, to } as const;
  });
}
