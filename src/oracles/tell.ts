import type { Chronicle, SentEvent } from '../history/index.js';
import { decode, hex, readJson, show, showPickle, type Json, type WireValue } from '../wire/index.js';

/** How much of a value a violation shows; the case file holds the rest. */
const SHOWN = 160;

/** A JSON object begins so, on a channel that speaks it. */
const BRACE = 0x7b;

/** A frame by its name: `control #17`. */
export function nameFrame({ channel, seq }: Pick<SentEvent, 'channel' | 'seq'>): string {
  return `${channel} #${seq}`;
}

/** What bytes say, for people: the value, or the bytes themselves where they are none. */
export function tellBytes(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'value') return show(decoded.value, SHOWN);
  const json = bytes[0] === BRACE ? readJson(bytes) : null;
  if (json?.kind === 'json') return tellJson(json.value);
  const pickle = showPickle(bytes, SHOWN);
  if (pickle !== null) return `a pickle of ${pickle}`;
  return `0x${hex(bytes, 32)} (${decoded.error.text}, byte ${decoded.error.at})`;
}

/** An error as its kernel reported it. */
export function tellError(error: {
  readonly kind: string;
  readonly message: string;
  readonly path: string | null;
}): string {
  const at = error.path === null || error.message.includes(error.path) ? '' : ` at ${error.path}`;
  return `${error.kind}: ${cut(error.message, SHOWN)}${at}`;
}

/** The last lines that the kernel wrote, newest last; empty when it wrote none. */
export function lastLines({ log }: Chronicle, count: number = 8): string {
  const errors = log.filter(({ stream }) => stream === 'stderr');
  const lines = (errors.length > 0 ? errors : log).slice(-count);
  return lines.map(({ line }) => cut(anywhere(line), 300)).join('\n');
}

/** Without the folders that are this machine's own: where Python or an environment of ours is installed. */
function anywhere(line: string): string {
  return line.replaceAll(/\/[^\s"']*\/(?:site-packages|environments\/[^/\s]+|lib\/python3\.\d+)\//gu, '.../');
}

export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}...`;
}

/** A value for people. */
export function tellValue(value: WireValue): string {
  return show(value, SHOWN);
}

/** A JSON document for people, cut. */
export function tellJson(json: Json): string {
  const parts: string[] = [];
  const pending: (Json | string)[] = [json];
  let length = 0;
  for (let next = pending.pop(); next !== undefined && length < SHOWN; next = pending.pop()) {
    const shown = typeof next === 'string' ? next : open(next, pending);
    parts.push(shown);
    length += shown.length;
  }
  return cut(parts.join(''), SHOWN);
}

/** The text of a leaf; of a container its bracket, while what is in it waits. */
function open(json: Json, pending: (Json | string)[]): string {
  switch (json.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(json.value);
    case 'float':
      return json.source;
    case 'str':
      return JSON.stringify(cut(json.value, SHOWN));
    case 'array':
      pending.push(']', ...listed(json.items.slice(0, SHOWN).map((item) => [item])));
      return '[';
    case 'object':
      pending.push(
        '}',
        ...listed(json.entries.slice(0, SHOWN).map(([name, value]) => [`${JSON.stringify(name)}:`, value])),
      );
      return '{';
  }
}

/** Last first, as a stack is filled. */
function listed(parts: readonly (readonly (Json | string)[])[]): (Json | string)[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [',', ...part])).toReversed();
}
