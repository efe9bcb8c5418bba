import type { StreamReading } from './readStreamFrame.js';
import { strictBase64 } from './strictBase64.js';

const START = '{"op":"echo","channel":"';
const SEQ = '","seq":';
const PAYLOAD = ',"payload":"';
const END = '"}';
const NAME = /^[a-z][a-z0-9_]*$/;
const COUNT = /^(?:0|[1-9][0-9]{0,14})$/;

/**
 * Reads an echo that is written to the letter as the kernel contract shows it, which nearly all are; null for
 * anything else, which the JSON reader then judges. It takes nothing that the JSON reader would read otherwise.
 */
export function quickEcho(json: Uint8Array): StreamReading | null {
  // One byte, one character: what is not ASCII fits none of the patterns below.
  const text = Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('latin1');
  if (!text.startsWith(START) || !text.endsWith(END)) return null;
  const afterChannel = text.indexOf(SEQ, START.length);
  const afterSeq = text.indexOf(PAYLOAD, afterChannel);
  if (afterChannel === -1 || afterSeq === -1) return null;
  const channel = text.slice(START.length, afterChannel);
  const seq = text.slice(afterChannel + SEQ.length, afterSeq);
  if (!NAME.test(channel) || !COUNT.test(seq)) return null;
  const [from, to] = [afterSeq + PAYLOAD.length, text.length - END.length];
  // The quote that closes must not be the one that opened.
  if (from > to) return null;
  const payload = strictBase64(text.slice(from, to));
  return payload === null ? null : { kind: 'echo', channel, seq: Number(seq), payload };
}
