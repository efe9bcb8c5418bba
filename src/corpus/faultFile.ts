import { z } from 'zod';
import { BAD_HANDSHAKES, type Fault } from '../wire/index.js';
import { FAULT_FOR_MS_MAX, GARBAGE_BYTES_MAX } from './limits.js';

const ms = z.number().nonnegative().max(FAULT_FOR_MS_MAX);
const channel = z.string().min(1).max(1000);
const bytes = z
  .string()
  .max(2 * GARBAGE_BYTES_MAX)
  .regex(/^([0-9a-f]{2})*$/, 'must be bytes in hex')
  .transform((text): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex')));

/** Those without anything to say but their name could once be written as that alone. */
const bare = z.enum(['kill', 'interrupt']).transform((kind): Fault => ({ kind }));

/** A fault as it stands in a case file. */
export const faultFile: z.ZodType<Fault> = z.union([
  bare,
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('kill') }),
    z.strictObject({ kind: z.literal('interrupt') }),
    z.strictObject({ kind: z.literal('terminate') }),
    z.strictObject({ kind: z.literal('freeze'), forMs: ms }),
    z.strictObject({ kind: z.literal('stop-reading'), forMs: ms }),
    z.strictObject({ kind: z.literal('undrained'), output: z.enum(['stdout', 'stderr']), forMs: ms }),
    z.strictObject({ kind: z.literal('slow-sends'), pauseMs: ms, forMs: ms }),
    z.strictObject({ kind: z.literal('rebind'), channel }),
    z.strictObject({ kind: z.literal('second-peer'), channel, forMs: ms }),
    z.strictObject({ kind: z.literal('late-start'), forMs: ms }),
    z.strictObject({ kind: z.literal('garbage'), channel, bytes }),
    z.strictObject({ kind: z.literal('bad-handshake'), channel, how: z.enum(BAD_HANDSHAKES), forMs: ms }),
  ]),
]);

/** The same for JSON. */
export function writtenFault(fault: Fault): object {
  return fault.kind === 'garbage' ? { ...fault, bytes: Buffer.from(fault.bytes).toString('hex') } : fault;
}
