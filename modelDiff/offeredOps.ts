import type { SkewOpKind } from '../src/skew/index.js';
import { DECODED_OPS } from './frameless.js';

/** Kinds of op that few schemas have a place for are drawn so many times as often as the others. */
const SCARCE: Partial<Readonly<Record<SkewOpKind, number>>> = {
  'array-field-appended': 4,
  'array-field-dropped': 4,
  'array-field-inserted': 6,
  'array-field-removed': 4,
  'array-fields-reordered': 4,
  'fields-reordered': 4,
  'record-tagged': 3,
  'record-untagged': 2,
  'tag-field-renamed': 4,
  'tag-moved': 3,
  'tag-retyped': 2,
  'unknown-fields-refused': 2,
  'unknown-fields-ignored': 12,
  'write-order-changed': 10,
  'value-added': 6,
  'value-removed': 2,
  'values-reordered': 4,
  'enum-renamed': 2,
  'enum-opened': 2,
  'enum-closed': 24,
  'union-tag-removed': 6,
  'element-added': 4,
  'element-removed': 4,
  'frame-removed': 6,
};

/** The kinds of op that are drawn from. */
export const OFFERED_OPS: readonly SkewOpKind[] = DECODED_OPS.flatMap((kind) =>
  Array.from({ length: SCARCE[kind] ?? 1 }, () => kind),
);
