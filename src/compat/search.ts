import { bodyOf, canonicalJson, type Codec, type Frame, type Schema } from '../schema/index.js';
import type { Level } from '../skew/index.js';
import { frameCandidates, recordCandidates, type Writing } from './candidates.js';
import type { Messages, Outcome, Shown, Witness, Writer } from './comparison.js';
import { counterpart, framesOf, type Place } from './frames.js';
import type { Family } from './leaves.js';
import { rankOf } from './levels.js';
import { recordNamed, type Change, type Pair } from './pair.js';
import { recordsIn, Routes, type Placed } from './routes.js';
import { tagIn } from './tagIn.js';
import { ask, tell } from './tell.js';
import { unitOf } from './unit.js';
import { writeFrame } from './writeFrame.js';

/** What a search found. */
export interface Finding {
  readonly channel: string | null;
  readonly codec: Codec;
  readonly predicted: Outcome;
  readonly witness: Witness | null;
  readonly shown: Shown | null;
  readonly instead: Outcome | null;
}

/** Looks for the message that shows the most of a difference. */
export class Search {
  readonly #pair: Pair;
  readonly #routes: Map<string, Routes> = new Map<string, Routes>();
  readonly #reached: Map<string, ReadonlySet<string>> = new Map<string, ReadonlySet<string>>();

  constructor(pair: Pair) {
    this.#pair = pair;
  }

  /** The strongest finding among the messages of one kind by one writer; null: none of them meets the difference. */
  find(change: Change, messages: Messages, writer: Writer): Finding | null {
    const places = this.#places(change, messages, writer);
    const found = places.map((place) => this.#at(change, place, writer));
    return found.toSorted((left, right) => preference(change, left, right))[0] ?? null;
  }

  /** Frames that are alike, and read alike, show the same. */
  #places(change: Change, messages: Messages, writer: Writer): readonly Place[] {
    const { writer: schema, reader } = this.#pair.whole(writer);
    const seen = new Set<string>();
    return framesOf(schema, messages).filter((place) => {
      if (!this.#concerns(change, place, writer)) return false;
      if (unitOf(change.op).kind !== 'record') return true;
      const key = canonicalJson([place.frame, counterpart(schema, place, reader)]);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  }

  #concerns({ op }: Change, place: Place, writer: Writer): boolean {
    const unit = unitOf(op);
    const { writer: schema } = this.#pair.whole(writer);
    switch (unit.kind) {
      case 'schema':
        return false;
      case 'startup':
        return place.channel === null;
      case 'record':
        return this.#recordsAt(schema, place, writer).has(unit.name);
      case 'channel':
        return place.channel === unit.name && place.frame === frameOf(op, this.#pair.new, schema, place);
    }
  }

  #recordsAt(schema: Schema, place: Place, writer: Writer): ReadonlySet<string> {
    const key = `${writer} ${place.channel ?? ''}/${place.channel === null ? '' : place.index}`;
    const known = this.#reached.get(key) ?? recordsIn(schema, place);
    this.#reached.set(key, known);
    return known;
  }

  #at(change: Change, place: Place, writer: Writer): Finding {
    const { channel } = place;
    const { codec } = place.frame;
    const nothing = { channel, codec, witness: null, shown: null, instead: null };
    if (codec === 'pickle') return { ...nothing, predicted: ask('a pickle of objects is not written here') };
    let best: Finding = { ...nothing, predicted: ask('no message could be made that shows it') };
    for (const { value, path, bytes } of this.#messages(change, place, writer)) {
      const tag = tagIn(this.#pair.whole(writer).writer, place.frame.type, value);
      const told = tell({ pair: this.#pair, change, place, writer, bytes, tag });
      if (told === null) continue;
      const witness = { channel, frame: place.index, codec, bytes, value, tag, place: path };
      const found = { channel, codec, ...told, witness };
      if (best.witness === null || strength(change, found) > strength(change, best)) best = found;
      if (told.predicted.kind === 'refused') break;
    }
    return best;
  }

  /** From small to large. */
  #messages(
    change: Change,
    place: Place,
    writer: Writer,
  ): readonly (Placed & { readonly bytes: Uint8Array })[] {
    const values = this.#values(change, place, writer);
    return values
      .flatMap(({ value, path }) => {
        const bytes = writeFrame(value, place.frame.codec);
        return bytes === null ? [] : [{ value, path: rooted(path), bytes }];
      })
      .toSorted((left, right) => left.bytes.length - right.bytes.length);
  }

  #values(change: Change, place: Place, writer: Writer): readonly Placed[] {
    const pair = this.#pair;
    const family: Family =
      place.frame.codec === 'msgpack' || place.frame.codec === 'utf8' ? 'msgpack' : 'json';
    const { writer: schema } = pair.whole(writer);
    const maker = pair.maker(writer, family);
    const writing: Writing = {
      change,
      writer,
      maker,
      nameOf: (record, field) => pair.nameFor(writer, record, field),
    };
    const unit = unitOf(change.op);
    if (unit.kind !== 'record') {
      return frameCandidates(
        writing,
        place.frame.type,
        (found) => frameIn(found, change, place)?.type ?? null,
      );
    }
    const record = recordNamed(schema, unit.name);
    if (record === null) return [];
    const routes = this.#routesAt(schema, place, writer, family).to(unit.name);
    const inner = recordCandidates(writing, record);
    const isAbroad = COMPANY.test(change.op.kind);
    return routes.flatMap((route, index) =>
      index > 0 && !isAbroad ? [] : inner.flatMap(({ value, path }) => route(value, path) ?? []),
    );
  }

  #routesAt(schema: Schema, place: Place, writer: Writer, family: Family): Routes {
    const key = `${writer} ${place.channel ?? ''}/${place.channel === null ? '' : place.index}`;
    const known = this.#routes.get(key) ?? new Routes(schema, place, this.#pair.maker(writer, family));
    this.#routes.set(key, known);
    return known;
  }
}

/** These show only in certain company: a hash in a set, a tag in a union. */
const COMPANY = /tag|hashable/;

/** The frame of a schema that an op on a channel or on the startup document is about, as the schema was at that time. */
function frameIn(schema: Schema, { op }: Change, place: Place): Frame | null {
  const path = op.path.kind === 'type' ? op.path.of : op.path;
  if (path.kind === 'startup') return schema.startup;
  const channel = schema.channels.find(({ name }) => name === place.channel);
  return (path.kind === 'frame' ? channel?.envelope[path.index] : channel && bodyOf(channel)) ?? null;
}

/** Which frame of a writer's channel an op is about; where it is about the channel, its body. */
function frameOf(op: Change['op'], neu: Schema, schema: Schema, place: Place): Frame | null {
  const channel = schema.channels.find(({ name }) => name === place.channel);
  if (channel === undefined) return null;
  const path = op.path.kind === 'type' ? op.path.of : op.path;
  const isWithin = path.kind === 'frame' && op.kind !== 'frame-added' && op.kind !== 'frame-removed';
  if (!isWithin) return bodyOf(channel);
  // The frames of both are counted as in the new envelope, once frames have come and gone.
  const frame = neu.channels.find(({ name }) => name === path.channel)?.envelope[path.index];
  if (frame === undefined) return null;
  const found = counterpart(neu, { channel: path.channel, index: path.index, frame }, schema);
  return found ?? channel.envelope[path.index] ?? null;
}

function rooted(path: string): string {
  const key = /^(?:key(?:\[\d+\])? in )*/.exec(path)?.[0] ?? '';
  return `${key}$${path.slice(key.length)}`;
}

const PROOF: Readonly<Record<Shown, number>> = { whole: 3, joint: 2, alone: 1 };

/** The stronger one first; of equally strong ones the smaller. */
function preference(change: Change, left: Finding, right: Finding): number {
  const size = ({ witness }: Finding): number => witness?.bytes.length ?? 0;
  return strength(change, right) - strength(change, left) || size(left) - size(right);
}

function strength({ op }: Change, { predicted, witness, shown }: Finding): number {
  if (witness === null) return -1;
  const level: Level = levelOf(predicted, op.kind);
  return rankOf(level) * 4 + (shown === null ? 0 : PROOF[shown]);
}

/** The level of an outcome. A tag that a closed union does not know is a limit that is documented. */
export function levelOf(outcome: Outcome, kind: Change['op']['kind']): Level {
  switch (outcome.kind) {
    case 'same':
      return 'safe';
    case 'lossy':
      return 'loses';
    case 'ask':
      return 'hazard';
    case 'refused':
      return kind === 'union-tag-added' || kind === 'union-tag-removed' ? 'hazard' : 'breaks';
  }
}
