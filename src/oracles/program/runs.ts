import { taggedRecords, type RecordType, type RunRules, type Schema } from '../../schema/index.js';
import { decode, textOf, type WireValue } from '../../wire/index.js';
import type { Request } from './requests.js';
import { textAt, valueAt } from './valueAt.js';

/** A command that runs one code apart from all cells, with the id that its completion is to repeat. */
export interface LoneRun {
  readonly request: Request;
  readonly code: string;
  readonly id: string;
}

/** A command that runs cells. */
export interface CellsRun {
  readonly request: Request;
  readonly cells: readonly { readonly id: string; readonly code: string }[];
}

export interface Runs {
  readonly alone: readonly LoneRun[];
  readonly cells: readonly CellsRun[];
}

/** The runs that were asked for and that the decoder takes, or may take, in the order of sending. */
export function runsIn(requests: readonly Request[], rules: RunRules): Runs {
  const alone: LoneRun[] = [];
  const cells: CellsRun[] = [];
  for (const request of requests) {
    const { prediction, tag, value } = request;
    if (prediction.kind === 'refused' || value === null) continue;
    if (tag === rules.alone.tag && prediction.kind === 'value') {
      const code = textAt(value, [rules.alone.code]);
      const id = idIn(request, rules.alone.id);
      if (code !== null && id !== null) alone.push({ request, code, id });
    }
    if (tag === rules.cells.tag) {
      const ids = textsIn(valueAt(value, [rules.cells.ids]));
      const codes = textsIn(valueAt(value, [rules.cells.codes]));
      if (ids === null || ids.length !== codes?.length) continue;
      cells.push({ request, cells: ids.map((id, at) => ({ id, code: codes[at] ?? '' })) });
    }
  }
  return { alone, cells };
}

function knows(record: RecordType | undefined, name: string): boolean {
  return record?.fields.some((field) => field.name === name) ?? false;
}

/** Whether a completion of this version of the protocol can repeat an id. */
export function repeatsIds(schema: Schema, { completion, channel, alone }: RunRules): boolean {
  const notifications = schema.channels
    .filter(({ direction }) => direction === 'from-kernel')
    .flatMap(({ name }) => taggedRecords(schema, name));
  const commands = schema.channels.some(({ name }) => name === channel) ? taggedRecords(schema, channel) : [];
  return (
    knows(notifications.find(({ tag }) => tag === completion.op)?.record, completion.id) &&
    knows(commands.find(({ tag }) => tag === alone.tag)?.record, alone.id)
  );
}

/** As it was written: an older kernel leaves out what it does not know. */
export function idIn({ value, frame }: Request, name: string): string | null {
  const known = value === null ? null : textAt(value, [name]);
  if (known !== null) return known;
  const written = decode(frame.bytes);
  return written.kind === 'value' ? textAt(written.value, [name]) : null;
}

/** Whether a field was written at all; what its decoder fills in does not count. */
export function isWritten({ frame }: Request, name: string): boolean {
  const written = decode(frame.bytes);
  return written.kind !== 'value' || valueAt(written.value, [name]) !== null;
}

function textsIn(value: WireValue | null): readonly string[] | null {
  if (value?.kind !== 'array') return null;
  const texts = value.items.map((item) => (item.kind === 'str' ? textOf(item.bytes) : null));
  return texts.every((text) => text !== null) ? texts : null;
}
