import fc, { type Arbitrary } from 'fast-check';
import { channelsTo, type Schema } from '../../schema/index.js';
import {
  encode,
  record,
  text,
  type Case,
  type Fault,
  type FaultKind,
  type FaultStep,
  type SendStep,
  type Step,
} from '../../wire/index.js';
import type { Draw } from '../draw.js';
import { drawn } from '../drawn.js';
import { workload } from '../workload.js';
import type { WorkloadOptions } from '../workloadOptions.js';
import { anyFault } from './anyFault.js';

/** Messages and bytes around a fault: enough to see what becomes of them. */
const MESSAGES_MAX = 120;
const BYTES_MAX = 64 * 1024;

/** More than fits into the queues of two sockets, which hold 1,000 messages each where nobody says otherwise. */
const BURST_MIN = 1_100;
const BURST_MAX = 4_000;
/** Together more than fits into those queues and into the buffers of TCP between them, which hold ten megabytes. */
const LARGE_BYTES = 4 * 1024;
const LARGE_MIN = 3_000;
const LARGE_MAX = 4_500;
/** What it takes a kernel to have its hands full of either, in milliseconds: so much longer has the fault to go on. */
const BURST_MS = 40;
const LARGE_MS = 250;
const LOGGED_MS = 150;
/** One that is under way for a while. */
const HUGE_BYTES = 2 ** 20;

/** Part of the case at which the fault strikes, and what else is special. */
interface Plan {
  readonly fault: Fault;
  readonly place: number;
  readonly afterMs: number;
  readonly crowd: Crowd;
  /** By message, whether the next frame belongs to it; and at which place a frame is empty. */
  readonly parts: readonly boolean[];
  readonly empty: number;
}

type Crowd =
  | { readonly kind: 'none' }
  /** After the fault: so many of the smallest message. */
  | { readonly kind: 'burst'; readonly times: number }
  /** After the fault: so many large ones. */
  | { readonly kind: 'large'; readonly times: number }
  /** Just before it, so that it strikes while this is on its way. */
  | { readonly kind: 'huge'; readonly bytes: number };

/** Ordinary messages with one fault among them; some of several frames, some frames empty. */
export function faultyCase(kind: FaultKind, options: WorkloadOptions): Arbitrary<Case> {
  const { schema, harmless } = options;
  const messages = workload({ ...options, messagesMax: MESSAGES_MAX, bytesMax: BYTES_MAX });
  const plan = drawn((draw) => planOf(draw, kind, channelsOf(schema), harmless));
  return fc.tuple(messages, plan).map(([{ steps }, made]) => ({ steps: around(inParts(steps, made), made) }));
}

/** Those that every kernel has a socket for. */
function channelsOf(schema: Schema): readonly string[] {
  return [...channelsTo(schema, 'to-kernel').map(({ name }) => name), 'stream'];
}

function planOf(draw: Draw, kind: FaultKind, channels: readonly string[], harmless: boolean): Plan {
  // A program does work for each message: a crowd is not worth its while, and has a scenario of its own.
  const crowd = harmless ? NO_CROWD : crowdOf(draw, kind);
  const fault = anyFault(draw, kind, channels);
  return {
    // While a crowd is sent the fault has to go on.
    fault: 'forMs' in fault ? { ...fault, forMs: fault.forMs + longer(kind, crowd) } : fault,
    place: placeOf(draw, kind),
    afterMs: kind === 'late-start' ? 0 : draw.skewed(8),
    crowd,
    parts: Array.from({ length: MESSAGES_MAX }, () => draw.chance(1, 12)),
    empty: draw.chance(1, 3) ? draw.below(MESSAGES_MAX) : -1,
  };
}

/** From 0, before all messages, to 1, after them. */
function placeOf(draw: Draw, kind: FaultKind): number {
  if (kind === 'late-start') return 0;
  // Of a kernel that ends before it has said anything there is nothing to judge.
  const from = kind === 'kill' || kind === 'terminate' ? 0.5 : 0;
  return from + ((1 - from) * draw.below(1_001)) / 1_000;
}

function longer(kind: FaultKind, crowd: Crowd): number {
  if (crowd.kind === 'none') return 0;
  if (crowd.kind === 'large') return LARGE_MS;
  return kind === 'undrained' ? LOGGED_MS : BURST_MS;
}

function crowdOf(draw: Draw, kind: FaultKind): Crowd {
  switch (kind) {
    case 'freeze':
    case 'undrained':
      return draw.chance(1, 2) ? { kind: 'burst', times: draw.between(BURST_MIN, BURST_MAX) } : NO_CROWD;
    case 'stop-reading':
      if (draw.chance(1, 3)) return { kind: 'large', times: draw.between(LARGE_MIN, LARGE_MAX) };
      return draw.chance(1, 2) ? { kind: 'burst', times: draw.between(BURST_MIN, BURST_MAX) } : NO_CROWD;
    case 'kill':
    case 'terminate':
    case 'interrupt':
      return draw.chance(1, 3) ? { kind: 'huge', bytes: draw.between(1, 4) * HUGE_BYTES } : NO_CROWD;
    case 'slow-sends':
    case 'rebind':
    case 'second-peer':
    case 'late-start':
    case 'garbage':
    case 'bad-handshake':
      return NO_CROWD;
  }
}

const NO_CROWD: Crowd = { kind: 'none' };

/** The fault at its place, of the first sender, as all that is added is: so it keeps its place. */
function around(steps: readonly SendStep[], { fault, place, afterMs, crowd }: Plan): readonly Step[] {
  const at = Math.round(place * steps.length);
  const damage: FaultStep = { kind: 'fault', sender: 0, afterMs, fault };
  const added = crowdSteps(crowd, steps);
  const between = crowd.kind === 'huge' ? [...added, damage] : [damage, ...added];
  return [...steps.slice(0, at), ...between, ...steps.slice(at)];
}

function crowdSteps(crowd: Crowd, steps: readonly SendStep[]): readonly SendStep[] {
  switch (crowd.kind) {
    case 'none':
      return [];
    case 'burst': {
      const [smallest] = steps
        .filter(({ shape }) => shape === 'valid')
        .toSorted((a, b) => encode(a.value).length - encode(b.value).length);
      return smallest === undefined ? [] : [{ ...smallest, sender: 0, times: crowd.times }];
    }
    case 'large':
      return [payload(LARGE_BYTES, crowd.times)];
    case 'huge':
      return [payload(crowd.bytes, 1)];
  }
}

function payload(bytes: number, times: number): SendStep {
  const value = record({ type: text('large'), data: text('x'.repeat(bytes)) });
  return { kind: 'send', channel: 'control', sender: 0, shape: 'new-tag', tag: null, value, times };
}

/** A message of several frames is several, to whoever takes each part for one; an empty one is a torn one. */
function inParts(steps: readonly SendStep[], { parts, empty }: Plan): readonly SendStep[] {
  return steps.flatMap((step, at) => {
    const part: SendStep = parts[at % parts.length] === true ? { ...step, more: true } : step;
    const nothing: SendStep = { ...part, shape: 'empty-frame', tag: null, value: EMPTY, times: 1 };
    return at === empty ? [nothing, part] : [part];
  });
}

const EMPTY: SendStep['value'] = { kind: 'raw', bytes: new Uint8Array(0) };
