import type { Codec, Snapshot } from '../schema/index.js';
import { findPython } from './environment/findPython.js';
import { exportSchema } from './exporter.js';
import { KernelError } from './kernelError.js';

const TYPE =
  /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*:[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Types of a Python package. */
export interface TypeRequest {
  /** Each as `MODULE:TYPE`, like `shop.messages:Order`: what a decoder of msgspec may be made for. */
  readonly types: readonly string[];
  /** How they are written; msgpack when left out. */
  readonly codec?: Codec;
  /** The interpreter that has the package and msgspec; when left out, the one of `findPython`. */
  readonly python?: string;
  /** A folder whose modules can be imported as well; the current one when left out. */
  readonly folder?: string;
}

/** Whether this is the text of a {@link TypeRequest}: `MODULE:TYPE`. */
export function isTypeName(text: string): boolean {
  return TYPE.test(text);
}

/**
 * The schema of types that an importable Python package has: a channel of its own for each, named for it. Their modules
 * are imported, so their code runs.
 *
 * @throws KernelError `bad-command` for what is no `MODULE:TYPE`, `no-python`, `bad-schema`
 */
export async function typeSchema(request: TypeRequest): Promise<Snapshot> {
  const { types, codec = 'msgpack', folder = process.cwd() } = request;
  const strange = types.find((type) => !isTypeName(type));
  if (strange !== undefined || types.length === 0) {
    throw new KernelError(
      'bad-command',
      `Was asked for the types of a Python package: expected MODULE:TYPE, like shop.messages:Order, ` +
        `got ${strange === undefined ? 'none' : JSON.stringify(strange)}.`,
    );
  }
  const python = request.python ?? (await findPython()).file;
  const path = process.env['PYTHONPATH'];
  const { snapshot } = await exportSchema({
    python,
    options: [...types.map((type) => `--type=${type}`), `--codec=${codec}`],
    folder,
    env: path === undefined ? {} : { PYTHONPATH: path },
    what: `${types.join(' and ')} (with ${python}; SKEWFUZZ_PYTHON names another Python)`,
  });
  return snapshot;
}
