import type { SentEvent } from '../../history/index.js';
import { canonicalBytes, sameBytes, type LossName } from '../../wire/index.js';
import { align } from '../align/align.js';
import type { Arrivals, EchoReading } from './answers.js';
import type { Expect, Expectation } from './expectation.js';
import { fit, type Fit } from './fit.js';
import { answerOf, type Pairing } from '../align/pairing.js';

/** What went out on one channel, what came back for it, and which belongs to which. */
export class ChannelAccount implements Pairing {
  readonly channel: string;
  /** In the order of sending; without the stop command, which is not answered. */
  readonly sent: readonly SentEvent[];
  readonly readings: readonly EchoReading[];
  /** For each reading its index among all frames received. */
  readonly arrivedAt: readonly number[];
  /** For each frame its reading; -1: none. */
  readonly answerOf: Int32Array;
  /** Readings that are one too many. */
  readonly extras: readonly number[];
  /** For each reading its frame; -1: it is one too many. */
  readonly frameOf: Int32Array;
  /** For each reading that is one too many the frame that it answers once more; -1: none of these. */
  readonly repeats: Int32Array;
  /** The first frame after which nothing is answered; the number of frames when there is none. */
  readonly tail: number;
  readonly #expectations: readonly Expectation[];
  readonly #loses: ReadonlySet<LossName>;
  readonly #first: number;
  /** How answer n fits frame n: asked twice on a healthy channel. 0: not asked yet. */
  readonly #straight: Uint8Array;
  readonly #canonicals = new Map<Uint8Array, Uint8Array>();

  constructor(
    channel: string,
    sent: readonly SentEvent[],
    arrivals: Arrivals,
    expect: Expect,
    loses: ReadonlySet<LossName>,
  ) {
    this.channel = channel;
    this.sent = sent;
    this.readings = arrivals.readings;
    this.arrivedAt = arrivals.at;
    this.#expectations = sent.map((frame) => expect(frame.bytes));
    this.#loses = loses;
    this.#first = sent[0]?.seq ?? 0;
    this.#straight = new Uint8Array(sent.length);
    const { frameOf, repeats } = align(this);
    this.frameOf = frameOf;
    this.repeats = repeats;
    this.answerOf = answerOf(sent.length, frameOf);
    this.extras = frameOf.includes(-1)
      ? [...frameOf.keys()].filter((answer) => frameOf[answer] === -1)
      : NONE;
    this.tail = 1 + this.answerOf.findLastIndex((answer) => answer >= 0);
  }

  get frames(): number {
    return this.sent.length;
  }

  get answers(): number {
    return this.readings.length;
  }

  claimed(answer: number): number {
    return (this.readings[answer]?.seq ?? -1) - this.#first;
  }

  fits(frame: number, answer: number): boolean {
    return this.#fit(frame, answer) !== 'misfit';
  }

  resembles(frame: number, answer: number): boolean {
    const expectation = this.expectation(frame);
    const reading = this.readings[answer];
    if (expectation.kind !== 'value' || reading?.kind !== 'echo' || reading.payload === null) {
      return this.fits(frame, answer);
    }
    const expected = expectation.bytes ?? this.sent[frame]?.bytes;
    return expected !== undefined && sameBytes(this.#canonical(expected), this.#canonical(reading.payload));
  }

  weight(answer: number): number {
    const reading = this.readings[answer];
    return reading?.kind === 'echo' ? (reading.payload?.length ?? 0) : 0;
  }

  expectation(frame: number): Expectation {
    return this.#expectations[frame] ?? NO_SUCH_FRAME;
  }

  /** The answer that a frame got; null: none. */
  answer(frame: number): EchoReading | null {
    return this.readings[this.answerOf[frame] ?? -1] ?? null;
  }

  /** How the answer of a frame fits; null: it has none. */
  fitOf(frame: number): Fit | null {
    const answer = this.answerOf[frame] ?? -1;
    return answer < 0 ? null : this.#fit(frame, answer);
  }

  /** Whether an answer that came on another channel could be the one of this frame. */
  couldBe(frame: number, reading: EchoReading): boolean {
    return reading.seq - this.#first === frame && this.#compare(frame, reading) !== 'misfit';
  }

  #canonical(bytes: Uint8Array): Uint8Array {
    let canonical = this.#canonicals.get(bytes);
    if (canonical === undefined) {
      canonical = canonicalBytes(bytes);
      this.#canonicals.set(bytes, canonical);
    }
    return canonical;
  }

  #fit(frame: number, answer: number): Fit {
    if (frame === answer) {
      const known = FITS[(this.#straight[frame] ?? 0) - 1];
      if (known !== undefined) return known;
    }
    const reading = this.readings[answer];
    const found = reading === undefined ? 'misfit' : this.#compare(frame, reading);
    if (frame === answer) this.#straight[frame] = FITS.indexOf(found) + 1;
    return found;
  }

  #compare(frame: number, reading: EchoReading): Fit {
    const bytes = this.sent[frame]?.bytes;
    return bytes === undefined ? 'misfit' : fit(this.expectation(frame), bytes, reading, this.#loses);
  }
}

const NO_SUCH_FRAME: Expectation = { kind: 'ask', because: 'no such frame was sent' };
const NONE: readonly number[] = [];
const FITS: readonly Fit[] = ['echoed', 'refused', 'misfit'];
