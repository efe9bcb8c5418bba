import type { Event, SentEvent } from '../../../src/history/index.js';
import { isolation } from '../../../src/oracles/isolation.js';
import { judge, type Judgement, type Target, type Trial } from '../../../src/oracles/index.js';
import { channelIn, createCommand, stopCommand } from '../../../src/schema/index.js';
import { encode, int, pickledBytes, record, text, type SendStep } from '../../../src/wire/index.js';
import { PLAIN } from '../history.js';
import { PROGRAM } from '../program/programTarget.js';

const DROPPED = 'dropped for ';

/** Two sessions of an echo host. */
export const HOST: Target = {
  name: 'host',
  schema: PLAIN,
  answers: { kind: 'echo', loses: [] },
  sessions: {
    initial: ['s1', 's2'],
    loop: 'main_loop',
    droppedFor: (line) => (line.startsWith(DROPPED) ? line.slice(DROPPED.length) : null),
  },
};

/** Three sessions of a program. */
export const PROGRAM_HOST: Target = { ...PROGRAM, sessions: { initial: ['s1', 's2', 's3'] } };

/** A literal history of a host, one line for each thing that happens; 100 ms pass with each. */
export class ToldHost {
  readonly events: Event[] = [];
  readonly #steps: SendStep[] = [];
  readonly #sent = new Map<string, SentEvent[]>();
  readonly #target: Target;
  #at = 0;

  constructor(target: Target = HOST) {
    this.#target = target;
  }

  /** A step sends this text to a session, or bytes as they are. */
  send(session: string, what: string | Uint8Array): this {
    return this.#step(channelIn(session, 'control'), typeof what === 'string' ? said(what) : what);
  }

  probe(session: string): this {
    return this.#put(channelIn(session, 'control'), said(`probe ${session}`), { kind: 'probe' });
  }

  /** A request of a program that has one reply of its own, as a step or as a probe. */
  ask(session: string, id: string, why: 'step' | 'probe' = 'step'): this {
    const bytes = encode(
      record({ type: text('list'), requestId: text(id), engine: text('e'), limit: int(1n) }),
    );
    const channel = channelIn(session, 'control');
    return why === 'step' ? this.#step(channel, bytes) : this.#put(channel, bytes, { kind: 'probe' });
  }

  reply(session: string, id: string): this {
    return this.#says(session, { op: 'listed', request_id: id, metadata: { engine: 'e', limit: 1 } });
  }

  /** A session answers frame number `seq` on its control; default: by what was sent. */
  answer(session: string, seq: number, what?: string): this {
    const own = this.#sent.get(channelIn(session, 'control'))?.[seq]?.bytes;
    const payload = Buffer.from(what === undefined ? (own ?? []) : said(what)).toString('base64');
    return this.#says(session, { op: 'echo', channel: 'control', seq, payload });
  }

  refuse(session: string, seq: number): this {
    const error = { kind: 'DecodeError', message: 'no', path: null };
    return this.#says(session, { op: 'decode-error', channel: 'control', seq, error });
  }

  create(session: string): this {
    return this.#step('mgmt', Buffer.from(JSON.stringify(createCommand(session))));
  }

  stopSession(session: string): this {
    return this.#step('mgmt', Buffer.from(JSON.stringify(stopCommand(session))));
  }

  created(session: string, success: boolean = true): this {
    const answer = { type: 'KernelCreatedResponse', session_id: session, success, error: null };
    return this.#came('response', Buffer.from(JSON.stringify(answer)));
  }

  ended(session: string): this {
    return this.#came(channelIn(session, 'exited'), Buffer.from([0xc0]));
  }

  dropped(session: string): this {
    return this.log(`${DROPPED}${session}`);
  }

  log(line: string): this {
    return this.#event({ kind: 'log', at: this.#tick(), stream: 'stderr', line });
  }

  deadline(): this {
    return this.#event({ kind: 'deadline', at: this.#tick(), awaited: 'answers', afterMs: 1_000 });
  }

  exit(code: number): this {
    return this.#event({ kind: 'exit', at: this.#tick(), code, signal: null, wanted: false });
  }

  trial(): Trial {
    return { target: this.#target, case: { steps: this.#steps }, history: this.events };
  }

  /** The rules that isolation finds broken, and how much it judged. */
  isolated(): readonly string[] {
    return isolation.judge(this.trial()).violations.map(({ rule }) => rule);
  }

  judged(oracle: string): Judgement | undefined {
    return judge(this.trial()).find((judgement) => judgement.oracle === oracle);
  }

  #says(session: string, notification: object): this {
    const json = Buffer.from(JSON.stringify(notification));
    return this.#came(channelIn(session, 'stream'), pickledBytes(json));
  }

  #step(channel: string, bytes: Uint8Array): this {
    const step = this.#steps.length;
    const value = { kind: 'raw', bytes } as const;
    this.#steps.push({ kind: 'send', channel, sender: 0, shape: 'valid', tag: null, value, times: 1 });
    return this.#put(channel, bytes, { kind: 'step', step });
  }

  #put(channel: string, bytes: Uint8Array, origin: SentEvent['origin']): this {
    const own = this.#sent.get(channel) ?? [];
    this.#sent.set(channel, own);
    const event: SentEvent = { kind: 'sent', at: this.#tick(), channel, seq: own.length, origin, bytes };
    own.push(event);
    return this.#event(event);
  }

  #came(channel: string, bytes: Uint8Array): this {
    return this.#event({ kind: 'received', at: this.#tick(), channel, bytes });
  }

  #event(event: Event): this {
    this.events.push(event);
    return this;
  }

  #tick(): number {
    this.#at += 100;
    return this.#at;
  }
}

function said(what: string): Uint8Array {
  return encode(record({ said: text(what) }));
}
