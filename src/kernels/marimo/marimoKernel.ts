import { modelledMsgspec } from '../../model/index.js';
import type { Schema } from '../../schema/index.js';
import type { FaultKind } from '../../wire/index.js';
import { prepareEnvironment, type Environment } from '../environment/prepareEnvironment.js';
import type { Kernel, KernelKind, Probe, Watch } from '../kernel.js';
import { KernelError } from '../kernelError.js';
import { NEWEST_MARIMO, newestMarimoSchema } from '../marimoRelease.js';
import { launchMarimo } from './launchMarimo.js';
import { marimoProbes } from './marimoProbes.js';
import { marimoSchema } from './marimoSchema.js';
import { marimoSource, refuseOldRelease, type MarimoSource } from './marimoSource.js';
import { marimoWatch } from './marimoWatch.js';

export interface MarimoOptions {
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Let it report what its own decoder understood; default: yes. */
  readonly tap?: boolean;
  /** The interpreter: `3.12`, or the path of one. Default: the first that fits. */
  readonly python?: string | null;
  /** Packages in other versions than the pinned ones, each `NAME==VERSION`: `msgspec==0.20.0`. Default: none. */
  readonly with?: readonly string[];
}

/**
 * A real, unmodified marimo kernel. `spec` is `marimo` (the newest release known), `marimo@RELEASE`,
 * `marimo@CHECKOUT` or `marimo@FILE.whl`.
 *
 * @throws KernelError `bad-command` when the spec is none of these
 */
export function marimoKernel(spec: string, options: MarimoOptions = {}): KernelKind {
  return new MarimoKind(spec, options);
}

/** The first completion in a kernel takes a second of its work, in old releases several; on a busy machine that is longer. */
const COLD_COMPLETION_MS = 6_000;

class MarimoKind implements KernelKind {
  readonly name: string;
  readonly answers = 'program';
  readonly slowestMs = COLD_COMPLETION_MS;
  readonly #source: MarimoSource;
  readonly #options: MarimoOptions;
  #environment: Environment | null = null;
  #schema: Schema | null;

  constructor(spec: string, options: MarimoOptions) {
    this.name = spec;
    this.#options = options;
    this.#source = marimoSource(spec);
    const shipped = this.#source.kind === 'release' && this.#source.release === NEWEST_MARIMO;
    this.#schema = shipped ? newestMarimoSchema() : null;
  }

  /** @throws KernelError `bad-schema` before {@link prepare}, unless the types are shipped */
  get schema(): Schema {
    return this.#schema ?? this.#unprepared('bad-schema', 'its message types');
  }

  async prepare(progress: (line: string) => void): Promise<void> {
    const environment = await prepareEnvironment(this.#source, progress, this.#options);
    const schema = await marimoSchema(this.#source, environment.python, progress);
    refuseOldRelease(schema.release);
    this.#environment = environment;
    this.#schema = schema;
  }

  /** Which of its messages somebody else took, and when nothing is on its way to it, nobody could tell. */
  readonly faults: readonly FaultKind[] = [
    'kill',
    'interrupt',
    'terminate',
    'freeze',
    'stop-reading',
    'undrained',
    'slow-sends',
    'garbage',
    'bad-handshake',
  ];

  async launch(): Promise<Kernel> {
    const { python } = this.#environment ?? this.#unprepared('not-started', 'its Python');
    const { env = {}, tap = true } = this.#options;
    return launchMarimo({ python, schema: this.schema, env, tap });
  }

  versions(): Readonly<Record<string, string>> {
    return this.#environment?.versions ?? {};
  }

  watch(): Watch {
    return marimoWatch(this.schema, modelledMsgspec(this.versions()['msgspec'] ?? null));
  }

  probes(nonce: number): readonly Probe[] {
    return marimoProbes(nonce, this.schema);
  }

  #unprepared(kind: 'bad-schema' | 'not-started', what: string): never {
    throw new KernelError(
      kind,
      `Asked the kernel ${this.name} for ${what}: expected prepare() to be done first, it was not.`,
    );
  }
}
