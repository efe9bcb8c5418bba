import { createHash } from 'node:crypto';

import { canonicalJson } from './canonicalJson.js';
import type { Schema } from './types.js';

/**
 * SHA-256 (64 hexadecimal digits) over the canonical JSON of channels, startup and types: schemas of equal types have
 * equal fingerprints, whatever they are called and whoever wrote them. The Python exporter computes the same.
 */
export function fingerprint({
  channels,
  startup,
  types,
}: Pick<Schema, 'channels' | 'startup' | 'types'>): string {
  return createHash('sha256').update(canonicalJson({ channels, startup, types }), 'utf8').digest('hex');
}
