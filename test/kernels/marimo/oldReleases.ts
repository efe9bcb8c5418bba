import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { z } from 'zod';

import { oneMessage, SHAPES, type ShapeName } from '../../../src/arbitraries/index.js';
import { targets } from '../../../src/arbitraries/targets.js';
import { prepareEnvironment } from '../../../src/kernels/environment/prepareEnvironment.js';
import type { Schema } from '../../../src/schema/index.js';
import { encode, type SendStep } from '../../../src/wire/index.js';

/** The first of those whose sockets carry pickle, the first with `input` the right way round, and the last. */
export const OLD_RELEASES: readonly string[] = ['0.19.0', '0.19.7', '0.23.2'];

const pythons = new Map<string, Promise<string>>();

/** The Python of an environment with this release; made when it is not there yet. */
export function oldPython(release: string): Promise<string> {
  const python =
    pythons.get(release) ??
    prepareEnvironment({ kind: 'release', release }, () => {}).then((made) => made.python);
  pythons.set(release, python);
  return python;
}

/** What real Python makes of a frame. */
export interface Unpickled {
  readonly error: string | null;
  readonly msgpack?: string | null | undefined;
  readonly pickle?: string | null | undefined;
}

const UNPICKLED: z.ZodType<Unpickled> = z.object({
  error: z.string().nullable(),
  msgpack: z.string().nullish(),
  pickle: z.string().nullish(),
});

export function unpickledBy(python: string, frames: readonly Uint8Array[]): readonly Unpickled[] {
  const script = fileURLToPath(new URL('./unpickle.py', import.meta.url));
  const input = JSON.stringify(frames.map((frame) => Buffer.from(frame).toString('hex')));
  const output = execFileSync(python, [script], { input, maxBuffer: 2 ** 30, timeout: 60_000 });
  return z.array(UNPICKLED).parse(JSON.parse(output.toString('utf8')));
}

/** Messages of each shape for every tag and channel of a release; a few of each. */
export function messagesOf(schema: Schema, shapes: readonly ShapeName[], each: number): readonly SendStep[] {
  return targets(schema, true).flatMap(({ channel, tag }) =>
    SHAPES.filter(({ name, applies }) => shapes.includes(name) && applies(schema, channel, tag)).flatMap(
      ({ name }) => fc.sample(oneMessage(schema, { channel, tag, shape: name }, { harmless: true }), each),
    ),
  );
}

export function frameOf({ value }: SendStep): Uint8Array {
  return encode(value);
}
