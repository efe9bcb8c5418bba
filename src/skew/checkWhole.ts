import type { Schema } from '../schema/index.js';
import { visitTypes } from './mapTypes.js';
import { SkewError } from './skewError.js';

/**
 * What no single op can see: every reference leads somewhere, every envelope has one body, there is a channel.
 *
 * @throws SkewError `broken`
 */
export function checkWhole(schema: Schema): void {
  if (schema.channels.length === 0) broken(schema, 'at least one channel', 'none');
  for (const { name, envelope } of schema.channels) {
    const bodies = envelope.filter((frame) => frame.role === 'body').length;
    if (bodies !== 1) broken(schema, `one body in the envelope of channel ${name}`, String(bodies));
  }
  visitTypes(schema, (type) => {
    if (type.kind === 'ref' && !Object.hasOwn(schema.types, type.name)) {
      broken(schema, 'references to records that are there', `one to ${JSON.stringify(type.name)}`);
    }
  });
}

function broken(schema: Schema, expected: string, got: string): never {
  throw new SkewError(
    'broken',
    `Skew ops were applied and left no schema of ${schema.protocol} ${schema.release}: expected ${expected}, ` +
      `got ${got}. Add the op that is missing.`,
  );
}
