import type { ChannelReader } from '../../schema/index.js';
import {
  decode,
  firstDifference,
  text,
  type Difference,
  type Json,
  type WireValue,
} from '../../wire/index.js';
import { alignList } from '../align/alignList.js';
import type { ListPairing } from '../align/listPairing.js';
import type { Alignment } from '../align/pairing.js';
import { withFresh } from '../withFresh.js';
import type { Owing, ProgramAnswers } from './owing.js';
import type { Paired } from './pairReplies.js';
import { tagFieldOf, type Request } from './requests.js';
import { jsonAt, textAt } from './valueAt.js';

/** What came on a channel that nothing answers, as the kernel itself lists it. */
export interface Delivery extends Alignment {
  readonly channel: string;
  /** The calls that read it. */
  readonly calls: readonly Owing[];
  /** What was to come: frames that the decoder takes, or may take, up to the last one that a reader waited for. */
  readonly expected: readonly Request[];
  /** What came; null: something whose content cannot be shown. */
  readonly items: readonly (WireValue | null)[];
  /** The frame that the last call waited for came. */
  readonly complete: boolean;
}

interface Asked {
  readonly channel: string;
  readonly requests: readonly Request[];
  readonly owings: readonly Owing[];
}

/** Collects, for each reader that was called and answered, what it listed. */
export function deliveriesOf(
  asked: readonly Asked[],
  paired: Paired,
  { readers, schema }: ProgramAnswers,
): readonly Delivery[] {
  const owings = asked.flatMap((one) => one.owings);
  return readers.flatMap((reader): Delivery[] => {
    const requests = asked.find(({ channel }) => channel === reader.channel)?.requests ?? [];
    const calls = owings.filter((owing) => isCallOf(reader, owing) && listIn(paired, owing) !== null);
    return calls.length === 0
      ? []
      : deliveryOf(reader, requests, calls, paired, tagFieldOf(schema, reader.channel));
  });
}

/** Whether this is the reply that brings the list: a call has others, without content. */
export function isCallOf(
  { namespace, functionName }: Pick<ChannelReader, 'namespace' | 'functionName'>,
  owing: Owing,
): boolean {
  const { value, tag } = owing.request;
  return (
    tag === 'invoke-function' &&
    owing.key !== null &&
    value !== null &&
    textAt(value, ['namespace']) === namespace &&
    textAt(value, ['functionName']) === functionName
  );
}

function listIn({ replyOf }: Paired, call: Owing): readonly Json[] | null {
  const reply = replyOf.get(call);
  const list = reply === undefined ? null : jsonAt(reply.json, ['return_value']);
  return list?.kind === 'array' ? list.items : null;
}

function deliveryOf(
  reader: ChannelReader,
  requests: readonly Request[],
  calls: readonly Owing[],
  paired: Paired,
  tagField: string | null,
): Delivery[] {
  const ends = new Set(calls.map(({ request }) => endOf(request, ['args', reader.argument])));
  const isEnd = (end: string | null): boolean => end !== null && ends.has(end);
  const last = requests.findLast((request) => isEnd(endOf(request, reader.end)));
  if (last === undefined) return [];
  const expected = requests
    .slice(0, requests.indexOf(last) + 1)
    .filter(({ prediction }) => prediction.kind !== 'refused');
  const items = calls.flatMap((call) => (listIn(paired, call) ?? []).map((item) => itemIn(reader, item)));
  const came = items.at(-1) ?? null;
  const complete = came !== null && textAt(came, reader.end) === endOf(last, reader.end);
  const alignment = alignList(listPairing(expected, items, tagField));
  return [{ ...alignment, channel: reader.channel, calls, expected, items, complete }];
}

function endOf({ value }: Request, path: readonly string[]): string | null {
  return value === null ? null : textAt(value, path);
}

function itemIn({ item }: ChannelReader, listed: Json): WireValue | null {
  if (listed.kind !== 'str') return null;
  if (item === 'text') return text(listed.value);
  const decoded = decode(Buffer.from(listed.value, 'base64'));
  return decoded.kind === 'value' ? decoded.value : null;
}

const LOSES_NOTHING: ReadonlySet<never> = new Set<never>();

/** Where an item differs from what was to come; null: nowhere that is known. */
export function itemDifference(request: Request, item: WireValue | null): Difference | null {
  const { prediction } = request;
  if (prediction.kind !== 'value' || item === null) return null;
  return firstDifference(withFresh(prediction.value, item, prediction.fresh), item, LOSES_NOTHING);
}

/** A frame whose outcome only the kernel knows may be missing, and may be any message of its tag. */
function listPairing(
  expected: readonly Request[],
  items: readonly (WireValue | null)[],
  tagField: string | null,
): ListPairing {
  return {
    frames: expected.length,
    items: items.length,
    isSure: (frame) => expected[frame]?.prediction.kind === 'value',
    fits: (frame, item) => {
      const request = expected[frame];
      const came = items[item] ?? null;
      if (request === undefined) return false;
      if (request.prediction.kind === 'value') return itemDifference(request, came) === null;
      return came === null || tagField === null || textAt(came, [tagField]) === request.tag;
    },
  };
}
