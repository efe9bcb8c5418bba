import { bodyOf, type Frame, type Schema } from '../schema/index.js';
import type { Outcome } from './comparison.js';
import { judge } from './judge.js';
import { Pair } from './pair.js';

/** What the reader makes of a frame of the writer's; null: the writer would not write it, or has no such channel. */
export type Between = (channel: string, bytes: Uint8Array) => Outcome | null;

/** What becomes of whatever messages a writer of one version sends to a reader of another. */
export function between(writer: Schema, reader: Schema): Between {
  const pair = new Pair(writer, reader);
  const renamed = pair.renamed('old');
  return (channel, bytes) => {
    const [from, to] = [bodyOn(pair.old, channel), bodyOn(pair.new, channel)];
    if (from === null || to === null) return null;
    const found = judge({ schema: pair.old, frame: from }, { schema: pair.new, frame: to }, bytes, renamed);
    if (found === 'unwritten') return null;
    return found === 'untold' ? { kind: 'ask', because: 'neither version can tell without Python' } : found;
  };
}

function bodyOn({ channels }: Schema, name: string): Frame | null {
  const found = channels.find((channel) => channel.name === name);
  return found === undefined ? null : bodyOf(found);
}
