import type { Schema } from '../../schema/index.js';
import {
  text,
  type Fault,
  type FaultStep,
  type SendStep,
  type Step,
  type WireValue,
} from '../../wire/index.js';
import { ArbitraryError } from '../arbitraryError.js';
import type { Draw } from '../draw.js';
import { entriesOf, nameOf } from '../entries.js';
import { EVERYDAY, type Making, type Style } from '../making.js';
import { targets, type Target } from '../targets.js';

/** Bytes that one message may take where its scenario does not say otherwise. */
const ROOM = 80 * 1024;

/** What is written where: the scenario's own part of a message, the rest is drawn. Null: the field is left out. */
export type Fields = Readonly<Record<string, WireValue | null>>;

export interface Sending {
  /** The name of a shape: a label, never what is judged by. */
  readonly shape?: string;
  readonly sender?: number;
  /** Where it is sent, if not where it belongs. */
  readonly channel?: string;
  readonly times?: number;
  readonly afterMs?: number;
}

/** A scenario being played: draws what it needs, and notes down what is sent. */
export class Scene {
  readonly draw: Draw;
  readonly schema: Schema;
  readonly targets: readonly Target[];
  /** Those that the process begins with; none: it serves one, and that has no name. */
  readonly sessions: readonly string[];
  readonly steps: Step[] = [];
  readonly #name: string;
  #ids = 0;

  constructor(draw: Draw, schema: Schema, harmless: boolean, sessions: readonly string[] = []) {
    this.draw = draw;
    this.schema = schema;
    this.targets = targets(schema, harmless);
    this.sessions = sessions;
    // So wide that no two cases of a run have an id in common: what one leaves behind is never taken for another's.
    this.#name = draw.below(2 ** 32).toString(36);
  }

  /** A name that nothing else in the run has: of a cell, of a request. */
  id(): string {
    this.#ids += 1;
    return `${this.#name}-${this.#ids}`;
  }

  /** What a tag is sent as; the first channel that takes it, or the one that is named. */
  target(tag: string, channel?: string): Target {
    const found = this.targets.find(
      (each) => each.tag === tag && (channel === undefined || each.channel === channel),
    );
    if (found !== undefined) return found;
    throw new ArbitraryError(
      'no-such-target',
      `A scenario was to send ${tag}: expected ${this.schema.protocol} ${this.schema.release} to have it${channel === undefined ? '' : ` on ${channel}`}, it does not.`,
    );
  }

  /** Channels to the kernel on which anything can be sent. */
  get channels(): readonly string[] {
    return [...new Set(this.targets.map(({ channel }) => channel))];
  }

  making(style: Style = EVERYDAY, room: number = ROOM): Making {
    this.#ids += 1;
    return { draw: this.draw, number: this.#ids, room, style, depth: 0, length: null };
  }

  /** A valid message with these fields, whatever else is drawn. */
  message(target: Target, fields: Fields, style?: Style): WireValue {
    return withFields(target.make(this.making(style)), fields);
  }

  send(target: Target, value: WireValue, sending: Sending = {}): void {
    const { shape = 'valid', sender = 0, channel = target.channel, times = 1, afterMs = 0 } = sending;
    const step: SendStep = { kind: 'send', channel, sender, shape, tag: target.tag, value, times };
    this.steps.push(afterMs === 0 ? step : { ...step, afterMs });
  }

  /** A message of a tag with these fields. */
  say(tag: string, fields: Fields, sending: Sending = {}): void {
    const target = this.target(tag);
    this.send(target, this.message(target, fields), sending);
  }

  damage(fault: Fault, afterMs: number, sender = 0): void {
    const step: FaultStep = { kind: 'fault', sender, afterMs, fault };
    this.steps.push(step);
  }
}

function withFields(message: WireValue, fields: Fields): WireValue {
  const entries = [...entriesOf(message)];
  for (const [name, value] of Object.entries(fields)) {
    const at = entries.findIndex((entry) => nameOf(entry) === name);
    const [key = text(name)] = entries[at] ?? [];
    if (value !== null) entries.splice(at < 0 ? entries.length : at, 1, [key, value]);
    else if (at >= 0) entries.splice(at, 1);
  }
  return { kind: 'map', entries };
}
