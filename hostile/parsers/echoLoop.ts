import { healthyParts } from '../../src/kernels/echo/healthyParts.js';
import { STOP_FRAME } from '../../src/kernels/index.js';
import { isStopFrame } from '../../src/kernels/stopFrame.js';
import { encode, exact, readStreamFrame, sameBytes } from '../../src/wire/index.js';
import type { Parser } from '../parser.js';
import { msgpack } from './msgpack.js';

const parts = healthyParts(exact);
const ADDRESS = { channel: 'control', seq: 0 } as const;

/** What a kernel does with a frame from a socket: the whole way to the notification, but for the sockets. */
export const echoLoop: Parser = {
  name: 'echo',
  read: (input) => {
    if (isStopFrame(input)) return false;
    const reading = readStreamFrame(answer(input));
    if (reading.kind !== 'echo' && reading.kind !== 'decode-error')
      throw new Error(`its answer is a ${reading.kind}`);
    return reading.kind === 'echo';
  },
  isOwn: () => false,
  law: (input) => {
    const [understood, reading] = [parts.decode(input, 'control'), readStreamFrame(answer(input))];
    if (understood.kind !== 'value' || reading.kind !== 'echo' || reading.payload === null)
      return 'it is echoed only now and then';
    return sameBytes(encode(understood.value), reading.payload) ? null : 'its echo is another value';
  },
  language: {
    ...msgpack.language,
    // Its answer is larger than the frame, and is read as well.
    makeLarge: (draw, size) => msgpack.language.makeLarge(draw, size >> 2),
    valid: [...msgpack.language.valid, STOP_FRAME],
  },
};

function answer(input: Uint8Array): Uint8Array {
  const understood = parts.decode(input, 'control');
  const reply =
    understood.kind === 'value'
      ? ({ kind: 'payload', payload: parts.encode(understood.value) } as const)
      : understood;
  return parts.notify(ADDRESS, reply) ?? new Uint8Array(0);
}
