import type {
  DeadlineEvent,
  ExitEvent,
  FaultEvent,
  FaultOverEvent,
  ForeignEvent,
  History,
  LogEvent,
  ReceivedEvent,
  SentEvent,
  TappedEvent,
} from './events.js';

/** One history, sorted by kind: each list in the order in which things happened. */
export interface Chronicle {
  /** The frames that were sent, by channel; channels in the order of their first frame. */
  readonly sent: ReadonlyMap<string, readonly SentEvent[]>;
  readonly received: readonly ReceivedEvent[];
  /** What somebody else took; it is not among what was sent. */
  readonly taken: readonly SentEvent[];
  /** What somebody else said, and whether it came; it is not among what was received. */
  readonly foreign: readonly Foreign[];
  readonly faults: readonly FaultEvent[];
  readonly faultsOver: readonly FaultOverEvent[];
  /** What a tap in the kernel reported; it is not among what the kernel itself said. */
  readonly tapped: readonly TappedEvent[];
  readonly log: readonly LogEvent[];
  readonly deadlines: readonly DeadlineEvent[];
  /** Null: the process still lived when the history ended. */
  readonly exit: ExitEvent | null;
  /** The frame by which the host asked the kernel to stop. */
  readonly stop: SentEvent | null;
}

/** Something that somebody else said on a channel from the kernel. */
export interface Foreign {
  readonly event: ForeignEvent;
  /** Null: it never came. */
  came: ReceivedEvent | null;
}

/** Sorts a history by kind, once; asking again for the same history costs nothing. */
export function chronicleOf(history: History): Chronicle {
  let chronicle = chronicles.get(history);
  if (chronicle === undefined) chronicles.set(history, (chronicle = sort(history)));
  return chronicle;
}

const chronicles = new WeakMap<History, Chronicle>();

function sort(history: History): Chronicle {
  const sent = new Map<string, SentEvent[]>();
  const received: ReceivedEvent[] = [];
  const tapped: TappedEvent[] = [];
  const log: LogEvent[] = [];
  const deadlines: DeadlineEvent[] = [];
  const taken: SentEvent[] = [];
  const foreign: Foreign[] = [];
  const faults: FaultEvent[] = [];
  const faultsOver: FaultOverEvent[] = [];
  let exit: ExitEvent | null = null;
  let stop: SentEvent | null = null;
  for (const event of history) {
    switch (event.kind) {
      case 'sent': {
        const own = sent.get(event.channel);
        if (own === undefined) sent.set(event.channel, [event]);
        else own.push(event);
        if (event.origin.kind === 'stop') stop ??= event;
        break;
      }
      case 'received': {
        const other = foreign.find(({ event: said, came }) => came === null && isSame(said, event));
        if (other === undefined) received.push(event);
        else other.came = event;
        break;
      }
      case 'taken': {
        const own = sent.get(event.channel) ?? [];
        const at = own.findLastIndex(({ seq }) => seq === event.seq);
        if (at >= 0) taken.push(...own.splice(at, 1));
        break;
      }
      case 'foreign':
        foreign.push({ event, came: null });
        break;
      case 'tapped':
        tapped.push(event);
        break;
      case 'log':
        log.push(event);
        break;
      case 'deadline':
        deadlines.push(event);
        break;
      case 'fault':
        faults.push(event);
        break;
      case 'fault-over':
        faultsOver.push(event);
        break;
      case 'exit':
        exit ??= event;
        break;
    }
  }
  return { sent, received, taken, foreign, faults, faultsOver, tapped, log, deadlines, exit, stop };
}

function isSame(said: ForeignEvent, came: ReceivedEvent): boolean {
  return said.channel === came.channel && Buffer.compare(said.bytes, came.bytes) === 0;
}
