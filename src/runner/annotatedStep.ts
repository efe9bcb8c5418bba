import type { AnnotatedReport } from '../report/index.js';
import { bodyOf, type Schema } from '../schema/index.js';
import { annotate } from '../wire/index.js';

const NOTES_KEPT = 120;
const HEX_KEPT = 16;

/** What the bytes of a message are; null where its channel does not carry msgpack. */
export function annotatedStep(schema: Schema, channel: string, bytes: Uint8Array): AnnotatedReport | null {
  const known = schema.channels.find(({ name }) => name === channel);
  if (known !== undefined && bodyOf(known).codec !== 'msgpack') return null;
  const { notes, left } = annotate(bytes, NOTES_KEPT);
  return {
    left,
    notes: notes.map((note) => {
      const end = note.at + Math.min(note.length, HEX_KEPT);
      return Object.assign({ hex: Buffer.from(bytes.subarray(note.at, end)).toString('hex') }, note);
    }),
  };
}
