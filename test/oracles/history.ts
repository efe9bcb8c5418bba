import type { Event, SentEvent } from '../../src/history/index.js';
import type { Answers, Target, Trial } from '../../src/oracles/index.js';
import type { Schema } from '../../src/schema/index.js';
import { bin, encode, nil, type Fault, type SendStep, type WireValue } from '../../src/wire/index.js';

/** A protocol of four channels without types: what an untyped echo is driven by. */
export const PLAIN: Schema = {
  protocol: 'plain',
  release: '1',
  channels: ['control', 'ui_element', 'completion', 'input'].map((name) => ({
    name,
    direction: 'to-kernel' as const,
    envelope: [{ role: 'body' as const, codec: 'msgpack' as const, type: { kind: 'any' as const } }],
    python: null,
  })),
  startup: null,
  types: {},
};

export function echoTarget(loses: Extract<Answers, { kind: 'echo' }>['loses'] = []): Target {
  return { name: 'echo', schema: PLAIN, answers: { kind: 'echo', loses } };
}

interface About {
  readonly tag?: string;
  readonly shape?: string;
  readonly times?: number;
}

/** Writes a literal history, one line for each thing that happens; a millisecond passes with each. */
export class Told {
  readonly events: Event[] = [];
  readonly #target: Target;
  readonly #steps: SendStep[] = [];
  readonly #next = new Map<string, number>();
  readonly #sent = new Map<string, SentEvent>();
  #at = 0;

  constructor(target: Target = echoTarget(), first: Readonly<Record<string, number>> = {}) {
    this.#target = target;
    for (const [channel, seq] of Object.entries(first)) this.#next.set(channel, seq);
  }

  /** A step sends a value, or bytes as they are. */
  send(channel: string, what: WireValue | Uint8Array, about: About = {}): this {
    const bytes = what instanceof Uint8Array ? what : encode(what);
    const step = this.#steps.length;
    const times = about.times ?? 1;
    const value: WireValue = what instanceof Uint8Array ? { kind: 'raw', bytes } : what;
    const { tag = null, shape = 'valid' } = about;
    this.#steps.push({ kind: 'send', channel, sender: 0, shape, tag, value, times });
    for (let time = 0; time < times; time += 1) this.#put(channel, bytes, { kind: 'step', step });
    return this;
  }

  probe(channel: string, what: WireValue = nil): this {
    return this.#put(channel, encode(what), { kind: 'probe' });
  }

  stop(): this {
    const bytes = Buffer.from('81a474797065ab73746f702d6b65726e656c', 'hex');
    return this.#put('control', bytes, { kind: 'stop' });
  }

  /** The kernel echoes a frame: what was sent, or another payload. */
  echo(
    channel: string,
    seq: number,
    payload: WireValue | Uint8Array | null = this.bytesOf(channel, seq),
  ): this {
    const bytes = payload === null || payload instanceof Uint8Array ? payload : encode(payload);
    const text = bytes === null ? null : Buffer.from(bytes).toString('base64');
    const error = text === null ? { error: { kind: 'TypeError', message: 'not encodable', path: null } } : {};
    return this.json({ op: 'echo', channel, seq, payload: text, ...error });
  }

  refuse(channel: string, seq: number, kind: string = 'DecodeError', path: string | null = null): this {
    return this.json({
      op: 'decode-error',
      channel,
      seq,
      error: { kind, message: 'Input data was truncated', path },
    });
  }

  json(notification: unknown): this {
    return this.receive(encode(bin(Buffer.from(JSON.stringify(notification)))));
  }

  receive(bytes: Uint8Array): this {
    this.events.push({ kind: 'received', at: this.#at++, channel: 'stream', bytes });
    return this;
  }

  log(line: string, stream: 'stdout' | 'stderr' = 'stderr'): this {
    this.events.push({ kind: 'log', at: this.#at++, stream, line });
    return this;
  }

  exit(code: number | null, wanted: boolean = false, signal: string | null = null): this {
    this.events.push({ kind: 'exit', at: this.#at++, code, signal, wanted });
    return this;
  }

  /** The host interrupts what runs. */
  interrupt(): this {
    return this.fault({ kind: 'interrupt' });
  }

  /** The host does damage. */
  fault(fault: Fault): this {
    this.events.push({ kind: 'fault', at: this.#at++, step: 0, fault });
    return this;
  }

  /** That is over. */
  over(): this {
    this.events.push({ kind: 'fault-over', at: this.#at++, step: 0 });
    return this;
  }

  /** Somebody else gets the frame that was just sent. */
  taken(channel: string): this {
    const seq = (this.#next.get(channel) ?? 0) - 1;
    this.#next.set(channel, seq);
    this.events.push({ kind: 'taken', at: this.#at++, channel, seq });
    return this;
  }

  /** Somebody else says something. */
  foreign(bytes: Uint8Array): this {
    this.events.push({ kind: 'foreign', at: this.#at++, channel: 'stream', bytes });
    return this;
  }

  deadline(awaited: string = 'answers'): this {
    this.events.push({ kind: 'deadline', at: this.#at++, awaited, afterMs: 1_500 });
    return this;
  }

  passes(ms: number): this {
    this.#at += ms;
    return this;
  }

  bytesOf(channel: string, seq: number): Uint8Array {
    const sent = this.#sent.get(`${channel} ${seq}`);
    if (sent === undefined) throw new Error(`nothing was sent as ${channel} #${seq}`);
    return sent.bytes;
  }

  get trial(): Trial {
    return { target: this.#target, case: { steps: this.#steps }, history: this.events };
  }

  #put(channel: string, bytes: Uint8Array, origin: SentEvent['origin']): this {
    const seq = this.#next.get(channel) ?? 0;
    this.#next.set(channel, seq + 1);
    const event: SentEvent = { kind: 'sent', at: this.#at++, channel, seq, origin, bytes };
    this.#sent.set(`${channel} ${seq}`, event);
    this.events.push(event);
    return this;
  }
}
