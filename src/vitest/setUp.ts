import { fileURLToPath } from 'node:url';
import { kernelKind, newestMarimoSchema, schemaNamed, type KernelKind } from '../kernels/index.js';
import { ORACLES, type Oracle } from '../oracles/index.js';
import { readSnapshot, writeSnapshot, type Schema } from '../schema/index.js';
import type { LossName } from '../wire/index.js';
import type { KernelUnderTest, NamedSchema } from './options.js';

/** A kernel that is ready to be started, and all that judging it needs. */
export interface SetUp {
  readonly kernel: KernelKind;
  /** As it stands in case files. */
  readonly name: string;
  readonly schema: Schema;
  readonly oracles: readonly Oracle[];
  readonly loses: readonly LossName[];
}

/** @throws KernelError, SchemaError */
export async function setUp(options: KernelUnderTest): Promise<SetUp> {
  const { kernel: given, oracles = [], loses = [] } = options;
  const kernel = typeof given === 'string' ? await kindOf(given, options) : given;
  await kernel.prepare(QUIET);
  const schema =
    options.schema === undefined ? (kernel.schema ?? newestMarimoSchema()) : await schemaOf(options.schema);
  return { kernel, name: kernel.name, schema, oracles: [...ORACLES, ...oracles], loses };
}

const QUIET = (): void => {};

async function kindOf(spec: string, { env = {}, kernelSchema }: KernelUnderTest): Promise<KernelKind> {
  const schema = kernelSchema === undefined ? null : await schemaOf(kernelSchema);
  return kernelKind(spec, { env, schema });
}

/** What is given as data is checked like a file. */
async function schemaOf(given: NamedSchema): Promise<Schema> {
  if (given instanceof URL) return schemaNamed(fileURLToPath(given), QUIET);
  if (typeof given === 'string') return schemaNamed(given, QUIET);
  return readSnapshot(writeSnapshot(given, {}));
}
