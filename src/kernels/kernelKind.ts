import type { Schema } from '../schema/index.js';
import { commandKernel } from './commandKernel.js';
import { echoKernel } from './echoKernel.js';
import { inProcessEchoKernel } from './inProcessEchoKernel.js';
import type { KernelKind } from './kernel.js';
import { KernelError } from './kernelError.js';
import { marimoKernel } from './marimo/marimoKernel.js';
import { newestMarimoSchemaFile } from './marimoRelease.js';
import { schemaEchoKernel } from './schemaEchoKernel.js';
import { typedEchoKernel } from './typedEchoKernel.js';

export interface KindOptions {
  /** Added to the clean environment of a kernel that is not ours. */
  readonly env: Readonly<Record<string, string>>;
  /** What a command decodes by; null: any well-formed value. Our own kernels know theirs. */
  readonly schema: Schema | null;
  /** Let a real kernel report what its own decoder understood; default: yes. */
  readonly tap?: boolean;
}

/**
 * The kind of kernel that a text asks for:
 * `echo`, `echo:msgpackr` (another codec), `echo:typed` (by the newest marimo's types), `echo:in-process` (without a
 * process and sockets of its own), `mutant:NAME` (a planted bug),
 * `typed-echo`, `typed-echo@RELEASE`, `typed-echo:FILE` and `typed-echo:marimo@RELEASE` (by types made of a snapshot), `marimo`, `marimo@RELEASE`, `marimo@CHECKOUT`, `marimo@FILE.whl`;
 * anything else is a command.
 *
 * @throws KernelError `bad-command`, `bad-schema`
 */
export function kernelKind(spec: string, { env, schema, tap = true }: KindOptions): KernelKind {
  const own = ownKind(spec, env, tap);
  if (own === null) {
    return commandKernel(spec, schema === null ? { env } : { env, schema });
  }
  if (schema !== null) {
    throw new KernelError(
      'bad-command',
      `Was given a schema for the kernel "${spec}": expected one for a command only, because this kernel knows its own.`,
    );
  }
  return own;
}

function ownKind(spec: string, env: KindOptions['env'], tap: boolean): KernelKind | null {
  const [, name, separator, detail = ''] =
    /^(echo|mutant|typed-echo|marimo)(?:([:@])(.+))?$/u.exec(spec) ?? [];
  switch (`${name ?? ''}${separator ?? ''}`) {
    case 'echo':
      return echoKernel();
    case 'echo:':
      return echoOf(detail);
    case 'mutant:':
      return echoKernel({ mutant: detail });
    case 'typed-echo':
      return typedEchoKernel(null);
    case 'typed-echo@':
      return typedEchoKernel(detail);
    case 'typed-echo:':
      return schemaEchoKernel(detail);
    case 'marimo':
    case 'marimo@':
      return marimoKernel(spec, { env, tap });
    default:
      return null;
  }
}

function echoOf(detail: string): KernelKind {
  if (detail === 'in-process') return inProcessEchoKernel();
  if (detail !== 'typed') return echoKernel({ codec: detail });
  return { ...echoKernel({ schemaFile: newestMarimoSchemaFile() }), name: 'echo:typed' };
}
