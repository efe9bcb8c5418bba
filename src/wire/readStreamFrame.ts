import { quickEcho } from './quickEcho.js';
import { readPickledBytes, type PickledBytes } from './pickle/pickledBytes.js';
import { readJson, type Json, type JsonObject } from './readJson.js';
import { Reader } from './reader.js';
import { strictBase64 } from './strictBase64.js';

/** What one frame of a kernel's stream says. */
export type StreamReading =
  /** An echo kernel decoded a frame; `payload` null: it could not encode the value again, and `error` says why. */
  | {
      readonly kind: 'echo';
      readonly channel: string;
      readonly seq: number;
      readonly payload: Uint8Array | null;
      readonly error?: StreamError;
    }
  /** An echo kernel refused a frame. */
  | {
      readonly kind: 'decode-error';
      readonly channel: string;
      readonly seq: number;
      readonly error: StreamError;
    }
  /** Any other notification; `op` null: it has none, or none that is a string. */
  | { readonly kind: 'notification'; readonly op: string | null; readonly json: JsonObject }
  /** No byte string, no JSON object in it, or an echo that breaks the contract. `at`: byte offset in the frame. */
  | { readonly kind: 'bad-frame'; readonly because: string; readonly at: number };

export interface StreamError {
  /** The class of the error, as the decoder names it. */
  readonly kind: string;
  readonly message: string;
  /** Null: it names no place. */
  readonly path: string | null;
}

const readings = new WeakMap<Uint8Array, StreamReading>();

/**
 * Reads one frame of the stream: one msgpack bin, or a pickle of one byte string, in it one JSON document, a notification. Never throws. The reading
 * is kept for as long as `bytes` lives, so that every oracle may ask again; the bytes must not change.
 */
export function readStreamFrame(bytes: Uint8Array): StreamReading {
  const known = readings.get(bytes);
  if (known !== undefined) return known;
  const reading = read(bytes);
  readings.set(bytes, reading);
  return reading;
}

function read(bytes: Uint8Array): StreamReading {
  const held = bytesIn(bytes);
  if (held.kind === 'malformed') return { kind: 'bad-frame', because: held.because, at: held.at };
  const quick = quickEcho(held.bytes);
  if (quick !== null) return quick;
  const json = readJson(held.bytes);
  if (json.kind === 'malformed') return { kind: 'bad-frame', because: json.text, at: held.start + json.at };
  if (json.value.kind !== 'object') {
    const because = `a JSON object was expected, ${json.value.kind} came`;
    return { kind: 'bad-frame', because, at: held.start };
  }
  return notification(json.value, held.start);
}

/** The document in a frame of the stream: in a msgpack bin or, from an old release, in a pickle. */
export function documentIn(frame: Uint8Array): Uint8Array | null {
  const held = bytesIn(frame);
  return held.kind === 'bytes' ? held.bytes : null;
}

/** PROTO is also the empty msgpack map, which is no frame of the stream. */
const PICKLE = 0x80;

function bytesIn(frame: Uint8Array): PickledBytes {
  if (frame[0] === PICKLE && frame.length > 1) return readPickledBytes(frame);
  const reader = new Reader(frame, false);
  const value = reader.next();
  if (value === null) return { kind: 'malformed', because: reader.error.text, at: reader.error.at };
  if (value.kind !== 'bin') {
    return { kind: 'malformed', because: `a msgpack bin was expected, ${value.kind} came`, at: 0 };
  }
  if (reader.at < frame.length) {
    return { kind: 'malformed', because: 'more bytes follow after the msgpack bin', at: reader.at };
  }
  return { kind: 'bytes', bytes: value.bytes, start: frame.length - value.bytes.length };
}

function notification(json: JsonObject, at: number): StreamReading {
  const members = new Map(json.entries);
  const op = stringIn(members, 'op');
  if (op !== 'echo' && op !== 'decode-error') return { kind: 'notification', op, json };
  const bad = (because: string): StreamReading => ({ kind: 'bad-frame', because: `${op}: ${because}`, at });
  if (OURS.some((name) => json.entries.filter((entry) => entry[0] === name).length > 1)) {
    return bad('a member stands twice in it');
  }
  const channel = stringIn(members, 'channel');
  if (channel === null) return bad('`channel` must be a string');
  const seq = countIn(members, 'seq');
  if (seq === null) return bad('`seq` must be an int of 0 or more');
  const error = errorIn(members);
  if (op === 'decode-error') {
    return error === null ? bad(ERROR_WANTED) : { kind: 'decode-error', channel, seq, error };
  }
  const payload = members.get('payload');
  if (payload?.kind === 'nil') {
    return error === null ? bad(ERROR_WANTED) : { kind: 'echo', channel, seq, payload: null, error };
  }
  const bytes = payload?.kind === 'str' ? strictBase64(payload.value) : null;
  return bytes === null
    ? bad('`payload` must be base64, or null with an error')
    : { kind: 'echo', channel, seq, payload: bytes };
}

const OURS: readonly string[] = ['op', 'channel', 'seq', 'payload', 'error'];
const ERROR_WANTED =
  '`error` must be an object with the strings `kind` and `message`, and `path`: a string or null';

function stringIn(members: ReadonlyMap<string, Json>, name: string): string | null {
  const member = members.get(name);
  return member?.kind === 'str' ? member.value : null;
}

function countIn(members: ReadonlyMap<string, Json>, name: string): number | null {
  const member = members.get(name);
  if (member?.kind !== 'int' || member.value < 0n || member.value > Number.MAX_SAFE_INTEGER) return null;
  return Number(member.value);
}

function errorIn(members: ReadonlyMap<string, Json>): StreamError | null {
  const member = members.get('error');
  if (member?.kind !== 'object') return null;
  const parts = new Map(member.entries);
  const [kind, message] = [stringIn(parts, 'kind'), stringIn(parts, 'message')];
  const path = parts.get('path') ?? { kind: 'nil' };
  if (kind === null || message === null || (path.kind !== 'str' && path.kind !== 'nil')) return null;
  return { kind, message, path: path.kind === 'str' ? path.value : null };
}
