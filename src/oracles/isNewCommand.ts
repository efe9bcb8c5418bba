import { taggedRecords, type Schema } from '../schema/index.js';

/** Whether a decoder of the schema refuses a message on this channel for nothing but its tag: a text that it does not know. */
export function isNewCommand(
  schema: Schema,
  channel: string,
  refusal: { readonly path: string | null | undefined; readonly message: string | null },
): boolean {
  if (!schema.channels.some(({ name }) => name === channel)) return false;
  const at = taggedRecords(schema, channel)[0]?.record.tag?.at;
  return (
    at?.kind === 'field' &&
    refusal.path === `$.${at.name}` &&
    refusal.message?.startsWith('Invalid value ') === true
  );
}
