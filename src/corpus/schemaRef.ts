import { fingerprint, type Schema } from '../schema/index.js';
import type { SchemaRef } from './savedCase.js';

/** How a case file names a schema. */
export function schemaRef(schema: Schema): SchemaRef {
  const { protocol, release } = schema;
  return { protocol, release, fingerprint: fingerprint(schema) };
}
