import type { Chronicle } from '../../history/index.js';
import type { RunRules } from '../../schema/index.js';
import { readStreamFrame, type Json } from '../../wire/index.js';
import { jsonAt } from './valueAt.js';

/** What a program said of one cell. */
export interface CellOp {
  /** Its index among all frames received. */
  readonly arrival: number;
  readonly cell: string | null;
  readonly status: string | null;
  /** All that its output says, joined. */
  readonly text: string;
}

/** A run of code has ended. */
export interface Completion {
  readonly arrival: number;
  readonly id: string | null;
}

export interface RunNotes {
  readonly ops: readonly CellOp[];
  readonly completions: readonly Completion[];
}

/** So much of one text is read: names stand at its beginning or not at all. */
const TEXT_CHARS = 100_000;

/** Reads what was said of cells and of runs, in the order of arrival. */
export function runNotes({ received }: Chronicle, { output, completion }: RunRules): RunNotes {
  const ops: CellOp[] = [];
  const completions: Completion[] = [];
  for (const [arrival, { bytes }] of received.entries()) {
    const reading = readStreamFrame(bytes);
    if (reading.kind !== 'notification') continue;
    const { op, json } = reading;
    if (op === completion.op) completions.push({ arrival, id: stringIn(json, completion.id) });
    if (op !== output.op) continue;
    const texts: string[] = [];
    for (const name of output.texts) collect(jsonAt(json, [name]), texts);
    ops.push({
      arrival,
      cell: stringIn(json, output.cell),
      status: stringIn(json, output.status),
      text: texts.join('\n'),
    });
  }
  return { ops, completions };
}

function stringIn(json: Json, name: string): string | null {
  const found = jsonAt(json, [name]);
  return found?.kind === 'str' ? found.value : null;
}

function collect(json: Json | null, texts: string[]): void {
  if (json === null) return;
  if (json.kind === 'str') texts.push(json.value.slice(0, TEXT_CHARS));
  else if (json.kind === 'array') for (const item of json.items) collect(item, texts);
  else if (json.kind === 'object') for (const [, value] of json.entries) collect(value, texts);
}
