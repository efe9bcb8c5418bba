import type { Event, History } from '../history/index.js';
import type { StoryEvent, StoryReport } from '../report/index.js';
import { tellFault } from './faults/tellFault.js';
import type { Schema } from '../schema/index.js';
import { decode, documentIn, readStreamFrame, show, textOf, unpickled } from '../wire/index.js';

/** Events that are shown from the beginning, around the one to blame, and from the end. */
const SHOWN = 14;
const TEXT_SHOWN = 240;

/** A history for people; of a long one what comes first, and what comes last. */
export function storyOf(history: History, schema: Schema, blamedStep: number | null): StoryReport {
  const blamed = history.findIndex(
    (event) => event.kind === 'sent' && event.origin.kind === 'step' && event.origin.step === blamedStep,
  );
  const told = (event: Event): StoryEvent => storyEvent(event, schema, event === history[blamed]);
  if (history.length <= 2 * SHOWN) return { events: history.map(told), left: 0, after: history.length - 1 };
  // The beginning, unless what is to blame lies further on: then what stands around that.
  const from = blamed < SHOWN ? 0 : Math.min(blamed - SHOWN / 2, history.length - 2 * SHOWN);
  const shown = [...history.slice(from, from + SHOWN), ...history.slice(-SHOWN)];
  return { events: shown.map(told), left: history.length - shown.length, after: SHOWN - 1 };
}

function storyEvent(event: Event, schema: Schema, blamed: boolean): StoryEvent {
  const { kind, at } = event;
  const channel = 'channel' in event ? event.channel : null;
  const bytes = 'bytes' in event ? event.bytes.length : 0;
  const why = event.kind === 'sent' ? event.origin.kind : null;
  return { kind, at, channel, text: cut(said(event, schema)), bytes, why, blamed };
}

function said(event: Event, schema: Schema): string {
  switch (event.kind) {
    case 'sent':
      return messageText(event.bytes, schema);
    case 'received':
    case 'tapped':
      return notificationText(event.bytes);
    case 'log':
      return `${event.stream}: ${event.line}`;
    case 'fault':
      return tellFault(event.fault);
    case 'fault-over':
      return 'what was done to it is over';
    case 'taken':
      return `the frame number ${event.seq}: the kernel never saw it`;
    case 'foreign':
      return notificationText(event.bytes);
    case 'exit':
      return `${event.signal ?? `code ${event.code}`}${event.wanted ? ', as it was told to' : ''}`;
    case 'deadline':
      return `no ${event.awaited} within ${event.afterMs} ms`;
  }
}

function messageText(bytes: Uint8Array, schema: Schema): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'value') return show(decoded.value, TEXT_SHOWN);
  const pickle = unpickled(schema, bytes);
  if (pickle.kind === 'value') return show(pickle.value, TEXT_SHOWN);
  return textOf(bytes) ?? show({ kind: 'raw', bytes });
}

/** What the kernel says is JSON in a byte string; of an echo what it echoes, what says nothing so as it came. */
function notificationText(bytes: Uint8Array): string {
  const reading = readStreamFrame(bytes);
  if (reading.kind === 'echo' && reading.payload !== null) {
    return `echo of ${reading.channel} #${reading.seq}: ${valueText(reading.payload)}`;
  }
  if (reading.kind === 'decode-error') {
    const { channel, seq, error } = reading;
    return `refused ${channel} #${seq}: ${error.kind}: ${error.message}`;
  }
  const body = documentIn(bytes);
  return body === null ? valueText(bytes) : Buffer.from(body.subarray(0, 4 * TEXT_SHOWN)).toString('utf8');
}

function valueText(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  return decoded.kind === 'value' ? show(decoded.value, TEXT_SHOWN) : show({ kind: 'raw', bytes });
}

function cut(text: string): string {
  return text.length <= TEXT_SHOWN ? text : `${text.slice(0, TEXT_SHOWN)}…`;
}
