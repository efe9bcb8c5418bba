import type { SentEvent } from '../../history/index.js';
import type { RunRules } from '../../schema/index.js';
import { readStreamFrame } from '../../wire/index.js';
import type { Trial } from '../types.js';
import type { ProgramAccount } from './account.js';
import { runNotes, type CellOp, type RunNotes } from './cellOps.js';
import { wasTaken, type Tapped } from './tapped.js';
import { idIn, runsIn, type CellsRun, type LoneRun } from './runs.js';

/** All that there is to say about the runs of one trial, looked up once. */
export interface Books extends RunNotes {
  readonly trial: Trial;
  readonly rules: RunRules;
  readonly alone: readonly LoneRun[];
  readonly cells: readonly CellsRun[];
  /** How often each id was sent, be it accepted or not. */
  readonly sentIds: ReadonlyMap<string, number>;
  /** How often each cell was run. */
  readonly named: ReadonlyMap<string, number>;
  /** The last that was said with an id in its words. */
  readonly lastWith: ReadonlyMap<string, CellOp>;
  /** When what answers nothing came. */
  readonly unexpected: ReadonlySet<number>;
  readonly completionOf: ReadonlyMap<string, number>;
  /** Something was interrupted, by whomever. */
  readonly interrupted: boolean;
  /** Something was done that may keep output back; that may also let cells run, or not, of their own accord. */
  readonly limited: boolean;
  readonly unsettled: boolean;
  /** Whether the tap reports that the decoder took this frame. */
  wasTaken(frame: SentEvent): boolean;
  /** Index of the first frame that arrived after this one was sent. */
  since(frame: SentEvent): number;
  /** Index of the first reply to something that was asked later on the same channel; null: none came. */
  laterReply(frame: SentEvent): number | null;
  /** What was said of cells between two arrivals, both included. */
  between(from: number, to: number): readonly CellOp[];
}

export function booksOf(
  trial: Trial,
  account: ProgramAccount,
  rules: RunRules,
  tapped: Tapped | null,
): Books {
  const channel = account.channels.find((one) => one.channel === rules.channel);
  const requests = channel?.requests ?? [];
  const { received } = account.chronicle;
  const { alone, cells } = runsIn(requests, rules);
  const named = counted(cells.flatMap((run) => run.cells.map(({ id }) => id)));
  const sentIds = counted(
    requests.flatMap((request) =>
      request.tag === rules.alone.tag ? (idIn(request, rules.alone.id) ?? []) : [],
    ),
  );
  const notes = runNotes(account.chronicle, rules);
  const lastWith = new Map<string, CellOp>();
  for (const op of sentIds.size === 0 ? [] : notes.ops) {
    for (const [word] of op.text.matchAll(/[\w-]+/gu)) if (sentIds.has(word)) lastWith.set(word, op);
  }
  const replied = (channel?.owings ?? []).flatMap((owing) => {
    const reply = owing.key === null ? undefined : account.paired.replyOf.get(owing);
    return reply === undefined ? [] : [{ seq: owing.request.frame.seq, arrival: reply.arrival }];
  });
  const sent = (tags: readonly string[]): boolean =>
    requests.some(
      ({ tag, prediction }) => tag !== null && tags.includes(tag) && prediction.kind !== 'refused',
    );
  // What was interrupted says no more; nor does what waited at that moment, whoever interrupted.
  const interrupted =
    trial.history.some((event) => event.kind === 'fault' && event.fault.kind === 'interrupt') ||
    received.some(({ bytes }) => saysInterrupted(bytes, rules));
  return {
    ...notes,
    trial,
    rules,
    alone,
    cells,
    sentIds,
    named,
    lastWith,
    completionOf: new Map(
      notes.completions
        .flatMap(({ id, arrival }) => (id === null ? [] : [[id, arrival] as const]))
        .toReversed(),
    ),
    unexpected: new Set(account.paired.unexpected.map(({ arrival }) => arrival)),
    interrupted,
    limited: interrupted || sent(rules.limiting),
    unsettled: interrupted || sent([...rules.limiting, ...rules.unsettling]),
    wasTaken: (frame) => wasTaken(tapped, frame),
    since: ({ at }) => firstAt(received, (event) => event.at >= at),
    laterReply: ({ seq }) => replied[firstAt(replied, (one) => one.seq > seq)]?.arrival ?? null,
    between: (from, to) =>
      notes.ops.slice(
        firstAt(notes.ops, ({ arrival }) => arrival >= from),
        firstAt(notes.ops, ({ arrival }) => arrival > to),
      ),
  };
}

function saysInterrupted(bytes: Uint8Array, { interrupted }: RunRules): boolean {
  const reading = readStreamFrame(bytes);
  return reading.kind === 'notification' && reading.op === interrupted;
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Index of the first item for which this is true, as it then is for all that follow. */
export function firstAt<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
