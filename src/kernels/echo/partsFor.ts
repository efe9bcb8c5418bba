import { CODECS, type Codec } from '../../wire/index.js';
import { KernelError } from '../kernelError.js';
import type { EchoParts } from './echoParts.js';
import { healthyParts } from './healthyParts.js';

/** What an echo kernel is to be; see {@link partsFor}. */
export interface PartsRequest {
  /** A codec by its name; default `exact`. */
  readonly codec?: string | undefined;
  /** A snapshot's file to decode by; default: any well-formed value. */
  readonly schema?: string | undefined;
  /** A mutant by its name; default: healthy. */
  readonly mutant?: string | undefined;
}

/**
 * Fresh parts of an echo kernel. What only few kernels need is loaded only by them: most of the time to start is loading.
 *
 * @throws KernelError `bad-command` for an unknown codec or mutant, `bad-schema`
 */
export async function partsFor({ codec, schema, mutant }: PartsRequest): Promise<EchoParts> {
  const healthy =
    schema === undefined ? healthyParts(codecNamed(codec ?? 'exact')) : await typedPartsFrom(schema);
  if (mutant === undefined) {
    return healthy;
  }
  const { mutantNamed } = await import('../mutants/mutants.js');
  return mutantNamed(mutant).plant(healthy);
}

async function typedPartsFrom(file: string): Promise<EchoParts> {
  const [{ typedParts }, { snapshotFrom }] = await Promise.all([
    import('./typedParts.js'),
    import('../marimoRelease.js'),
  ]);
  return typedParts(snapshotFrom(file));
}

function codecNamed(name: string): Codec {
  const codec = CODECS.find((one) => one.name === name);
  if (codec === undefined) {
    const known = CODECS.map((one) => one.name).join(', ');
    throw new KernelError('bad-command', `Looked for a codec: expected one of ${known}, got "${name}".`);
  }
  return codec;
}
