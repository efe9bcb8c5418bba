import type { Schema } from '../schema/index.js';
import { echoAppHostKernel } from './appHost/echoAppHostKernel.js';
import { marimoAppHostKernel } from './appHost/marimoAppHostKernel.js';
import { commandKernel } from './commandKernel.js';
import { echoKernel } from './echoKernel.js';
import { inProcessEchoKernel } from './inProcessEchoKernel.js';
import type { KernelKind } from './kernel.js';
import { KernelError } from './kernelError.js';
import { marimoKernel } from './marimo/marimoKernel.js';
import { isHostMutant } from './mutants/hostMutants.js';
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
  /** The interpreter of a kernel in Python: `3.12`, or the path of one. Default: the first that fits. */
  readonly python?: string | null;
  /** Packages of such a kernel in other versions than the pinned ones, each `NAME==VERSION`. Default: none. */
  readonly with?: readonly string[];
  /** How many sessions a host of several begins with; default 8. */
  readonly sessions?: number;
}

/**
 * The kind of kernel that a text asks for:
 * `echo`, `echo:msgpackr` (another codec), `echo:typed` (by the newest marimo's types), `echo:in-process` (without a
 * process and sockets of its own), `mutant:NAME` (a planted bug),
 * `typed-echo`, `typed-echo@RELEASE`, `typed-echo:FILE` and `typed-echo:marimo@RELEASE` (by types made of a snapshot), `marimo`, `marimo@RELEASE`, `marimo@CHECKOUT`, `marimo@FILE.whl`, `marimo-app-host` and the same with `@`, `echo-app-host`;
 * anything else is a command.
 *
 * @throws KernelError `bad-command`, `bad-schema`
 */
export function kernelKind(spec: string, options: KindOptions): KernelKind {
  const { env, schema } = options;
  const own = ownKind(spec, options);
  refuseForeign(spec, options);
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

/** An interpreter can be chosen only where skewfuzz starts one. */
function refuseForeign(spec: string, { python = null, with: packages = [] }: KindOptions): void {
  if (
    (python === null && packages.length === 0) ||
    /^(?:typed-echo|marimo|marimo-app-host)(?:@|$)/u.test(spec)
  )
    return;
  throw new KernelError(
    'bad-command',
    `Was asked for a Python or for packages of the kernel "${spec}": expected marimo or typed-echo, for only these are ` +
      'started in an environment of skewfuzz.',
  );
}

function ownKind(spec: string, options: KindOptions): KernelKind | null {
  const [, name, separator, detail = ''] =
    /^(echo|mutant|typed-echo|marimo|marimo-app-host|echo-app-host)(?:([:@])(.+))?$/u.exec(spec) ?? [];
  switch (`${name ?? ''}${separator ?? ''}`) {
    case 'echo':
      return echoKernel();
    case 'echo:':
      return echoOf(detail);
    case 'mutant:':
      return isHostMutant(detail)
        ? echoAppHostKernel({ ...options, mutant: detail })
        : echoKernel({ mutant: detail });
    case 'echo-app-host':
      return echoAppHostKernel(options);
    case 'typed-echo':
      return typedEchoKernel(null, options);
    case 'typed-echo@':
      return typedEchoKernel(detail, options);
    case 'typed-echo:':
      return schemaEchoKernel(detail);
    case 'marimo':
    case 'marimo@':
      return marimoKernel(spec, options);
    case 'marimo-app-host':
    case 'marimo-app-host@':
      return marimoAppHostKernel(spec, options);
    default:
      return null;
  }
}

function echoOf(detail: string): KernelKind {
  if (detail === 'in-process') return inProcessEchoKernel();
  if (detail !== 'typed') return echoKernel({ codec: detail });
  return { ...echoKernel({ schemaFile: newestMarimoSchemaFile() }), name: 'echo:typed' };
}
