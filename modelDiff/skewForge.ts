import { canonicalJson, type Frame, type Schema } from '../src/schema/index.js';
import type { ModelledCodec, MsgspecVersion } from '../src/model/index.js';
import { SkewError, apply, type SkewOp, type SkewOpKind } from '../src/skew/index.js';
import { drawOps } from './drawOps.js';
import { OFFERED_OPS } from './offeredOps.js';
import { reachable } from './reachable.js';
import { SchemaForge, type Forged } from './schemaForge.js';
import { Tape } from './tape.js';
import { undecodable, type Undecodable } from './undecodable.js';

/** How the peer that writes differs from the one that reads. */
export interface Skew {
  readonly writer: Forged;
  /** What makes the newer peer of the older one. */
  readonly ops: readonly SkewOp[];
  readonly reader: 'newer' | 'older';
  /** Where the peers have two codecs for the frame. */
  readonly codecs: { readonly written: ModelledCodec; readonly read: ModelledCodec } | null;
}

/** What is read, and who writes it; null: a peer of the same schema. */
export interface Reading extends Forged {
  readonly skew: Skew | null;
  /** Ops that were drawn and left out, each by its reason. */
  readonly leftOut: readonly Undecodable[];
}

/** What the tapes of one reading are for. */
export interface Tapes {
  readonly schema: Uint8Array;
  readonly donor: Uint8Array;
  readonly skew: Uint8Array;
}

/** How often an op of one kind is drawn, until one fits. */
const DRAWS = 8;
/** How many kinds may have no place before fewer ops have to do. */
const SPARE_DRAWS = 12;

/**
 * Makes what is read, about half of it by a peer that is newer or older than the one that writes: not every schema has
 * a place for the ops that are drawn. A frame is read as what the reader has at its place in the envelope.
 */
export function forgeReading(tapes: Tapes, msgspec: MsgspecVersion): Reading {
  const forged = new SchemaForge(new Tape(tapes.schema), msgspec).forge();
  const tape = new Tape(tapes.skew);
  if (tape.below(6) === 0) return { ...forged, skew: null, leftOut: [] };
  const donor = new SchemaForge(new Tape(tapes.donor), msgspec).forge().schema;
  const frames = framesOf(forged.schema);
  const drawn = new SkewForge(forged.schema, donor, tape, msgspec, tape.below(frames.length));
  drawn.draw(1 + tape.below(3));
  return drawn.reading(forged);
}

class SkewForge {
  readonly #older: Schema;
  readonly #donor: Schema;
  readonly #tape: Tape;
  readonly #msgspec: MsgspecVersion;
  /** The place in the envelope of the frame that is decoded. */
  readonly #place: number;
  readonly #ops: SkewOp[] = [];
  readonly #leftOut: Undecodable[] = [];
  #newer: Schema;

  constructor(schema: Schema, donor: Schema, tape: Tape, msgspec: MsgspecVersion, place: number) {
    this.#older = this.#newer = schema;
    this.#donor = donor;
    this.#tape = tape;
    this.#msgspec = msgspec;
    this.#place = place;
  }

  /** Draws ops until so many kinds of them were found to fit, or as long as a few draws take. */
  draw(count: number): void {
    let kinds = OFFERED_OPS;
    for (let draws = 0; draws < count + SPARE_DRAWS && this.#ops.length < count; draws++) {
      const kind = this.#tape.oneOf(kinds);
      if (kind === undefined || !this.#drawOne(kind)) continue;
      // What follows would be about another frame.
      if (kind === 'frame-added' || kind === 'frame-removed') return;
      kinds = kinds.filter((other) => other !== kind);
    }
  }

  #drawOne(kind: SkewOpKind): boolean {
    for (let draws = 0; draws < DRAWS; draws++) {
      const made = this.#made(kind);
      const reason = made === null ? null : undecodable(made.newer, this.#msgspec);
      if (reason !== null) this.#leftOut.push(reason);
      if (made === null || reason !== null) continue;
      this.#newer = made.newer;
      this.#ops.push(...made.ops);
      return true;
    }
    return false;
  }

  /** Ops that fit and change what is decoded, and what they make of the schema. */
  #made(kind: SkewOpKind): { readonly ops: readonly SkewOp[]; readonly newer: Schema } | null {
    const frame = this.#frameOf(this.#newer);
    const met = reachable(this.#newer, frame.type);
    try {
      const ops = drawOps(kind, { schema: this.#newer, met, donor: this.#donor, tape: this.#tape });
      if (ops.length === 0 || !ops.every((op) => this.#isAbout(op, Object.keys(met)))) return null;
      const newer = apply(this.#newer, ops);
      const isThere = framesOf(newer)[this.#place] !== undefined;
      const text = canonicalJson(newer);
      // Neither nothing nor a way back.
      const isNew = text !== canonicalJson(this.#newer) && text !== canonicalJson(this.#older);
      return isThere && isNew ? { ops, newer } : null;
    } catch (error) {
      if (error instanceof SkewError) return null;
      throw error;
    }
  }

  /** Whether an op is about the frame that is decoded, or a record that may stand in it. */
  #isAbout({ path, kind }: SkewOp, met: readonly string[]): boolean {
    const place = path.kind === 'type' ? path.of : path;
    if (place.kind === 'record' || place.kind === 'field') return met.includes(place.record);
    if (place.kind !== 'frame') return false;
    const moves = kind === 'frame-added' || kind === 'frame-removed';
    return moves ? place.index <= this.#place : place.index === this.#place;
  }

  #frameOf(schema: Schema): Frame {
    const frame = framesOf(schema)[this.#place];
    if (frame === undefined) throw new Error('Drew ops: expected the frame to stay in the envelope.');
    return frame;
  }

  reading(forged: Forged): Reading {
    const leftOut = this.#leftOut;
    if (this.#ops.length === 0) return { ...forged, skew: null, leftOut };
    const reader = this.#tape.pick(['newer', 'older'] as const);
    const [from, to] = reader === 'newer' ? [this.#older, this.#newer] : [this.#newer, this.#older];
    const [written, read] = [this.#frameOf(from), this.#frameOf(to)];
    const codecs = written.codec === read.codec ? null : { written: modelled(written), read: modelled(read) };
    const writer = { schema: from, type: written.type };
    return { schema: to, type: read.type, leftOut, skew: { writer, ops: this.#ops, reader, codecs } };
  }
}

function framesOf({ channels }: Schema): readonly Frame[] {
  return channels.flatMap(({ envelope }) => envelope);
}

/** Forged frames have no other codec. */
function modelled({ codec }: Frame): ModelledCodec {
  return codec === 'json' ? 'json' : 'msgpack';
}
