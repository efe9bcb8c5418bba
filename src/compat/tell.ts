import { canonicalJson } from '../schema/index.js';
import type { SkewOp } from '../skew/index.js';
import type { Outcome, Shown, Writer } from './comparison.js';
import { counterpart, type Place } from './frames.js';
import { judge, type Mute } from './judge.js';
import { narrowed } from './narrowed.js';
import type { Change, Encounter, Pair } from './pair.js';
import type { Side } from './readFrame.js';

/** A message on its way, because of one difference. */
export interface Sending {
  readonly pair: Pair;
  readonly change: Change;
  readonly place: Place;
  readonly writer: Writer;
  readonly bytes: Uint8Array;
  /** That of the message. */
  readonly tag: string | bigint | null;
}

/** What a message tells of a difference. */
export interface Told {
  readonly predicted: Outcome;
  readonly shown: Shown;
  readonly instead: Outcome | null;
}

/**
 * What a message tells of one difference. It is read by the whole schema, and where that goes wrong also by one that
 * differs from the writer's in nothing else: what goes wrong there is the doing of this difference. Null: the writer
 * does not write such a message.
 */
export function tell(sending: Sending): Told | null {
  const { pair, change, writer } = sending;
  const whole = outcomeOf(sending, pair.whole(writer));
  if (whole === 'untold' && change.op.kind === 'hashable-changed') {
    const isHashable = (writer === 'old') === change.op.to;
    const predicted = isHashable ? SAME : ask('whether a record has a hash only Python knows');
    return { predicted, shown: 'whole', instead: null };
  }
  if (typeof whole === 'string') return null;
  if (change.op.kind === 'attribute-renamed') return byItself(SAME, whole);
  const other = beyondDecoding(change.op, writer);
  if (other !== null) return { predicted: other, shown: 'whole', instead: null };
  if (whole.kind === 'same' || change.op.kind === 'channel-added' || change.op.kind === 'channel-removed') {
    return { predicted: whole, shown: 'whole', instead: null };
  }
  const alone = aloneOutcome(sending);
  if (alone === null) return { predicted: whole, shown: 'joint', instead: null };
  if (areAlike(alone, whole)) return { predicted: whole, shown: 'whole', instead: null };
  if (alone.kind === 'same' && isNeeded(sending)) return { predicted: whole, shown: 'joint', instead: null };
  return { predicted: alone, shown: 'alone', instead: whole };
}

/** No codec but pickle writes what the code calls a field: whatever goes wrong is another difference's doing. */
function byItself(predicted: Outcome, whole: Outcome): Told {
  return areAlike(predicted, whole)
    ? { predicted, shown: 'whole', instead: null }
    : { predicted, shown: 'alone', instead: whole };
}

function areAlike(left: Outcome, right: Outcome): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

/** What the difference does by itself; null: it cannot be told apart. */
function aloneOutcome(sending: Sending): Outcome | null {
  for (const encounter of sending.pair.alone(sending.change, sending.writer)) {
    const outcome = outcomeOf(sending, encounter);
    if (outcome === 'untold') return SAME;
    if (outcome !== 'unwritten') return outcome;
  }
  return null;
}

const SAME: Outcome = { kind: 'same' };

/** Whether all would be well but for this difference, which does nothing by itself. */
function isNeeded(sending: Sending): boolean {
  const encounter = sending.pair.without(sending.change, sending.writer);
  const outcome = encounter && outcomeOf(sending, encounter);
  return outcome !== null && typeof outcome !== 'string' && outcome.kind === 'same';
}

function outcomeOf(
  { pair, place, writer, bytes, tag }: Sending,
  { writer: from, reader: to }: Encounter,
): Outcome | Mute {
  const whole = pair.whole(writer);
  const [mine, theirs] = [from, to].map((schema): Side | null => {
    const frame = counterpart(whole.writer, place, schema);
    // The whole schemas are planned once; the others only as far as it takes.
    const isWhole = schema === whole.writer || schema === whole.reader;
    return (
      frame && { schema, frame: isWhole ? frame : { ...frame, type: narrowed(schema, frame.type, tag) } }
    );
  });
  if (!mine) return 'unwritten';
  if (theirs) return judge(mine, theirs, bytes, pair.renamed(writer));
  // A kernel that waits for no document is not hindered by one.
  return place.channel === null ? SAME : { kind: 'lossy', path: '$', why: 'nobody reads this channel' };
}

/** What a decoder has no part in; null: it is for the decoder to tell. */
function beyondDecoding(op: SkewOp, writer: Writer): Outcome | null {
  if (op.kind === 'channel-turned') return ask('both ends read, or both write: no decoder is asked');
  if (op.kind === 'frame-added' || op.kind === 'frame-removed') {
    return ask('what a message of another number of frames is taken for is up to the code of the reader');
  }
  if (op.kind !== 'post-init-changed') return null;
  const runs = writer === 'old' ? op.to : !op.to;
  return runs ? ask(`code of ${op.path.record} runs after it was decoded`) : { kind: 'same' };
}

/** Only something else than a decoder can tell. */
export function ask(because: string): Extract<Outcome, { readonly kind: 'ask' }> {
  return { kind: 'ask', because };
}
