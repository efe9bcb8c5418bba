import { pickledSchema, type Schema } from '../../schema/index.js';
import { prepareEnvironment, type Environment } from '../environment/prepareEnvironment.js';
import type { Kernel, KernelKind, Probe, Watch } from '../kernel.js';
import { KernelError } from '../kernelError.js';
import { NEWEST_MARIMO, newestMarimoSchema } from '../marimoRelease.js';
import { marimoProbes } from '../marimo/marimoProbes.js';
import { marimoSchema } from '../marimo/marimoSchema.js';
import {
  marimoSource,
  refuseOldRelease,
  type FirstRelease,
  type MarimoSource,
} from '../marimo/marimoSource.js';
import { marimoWatch } from '../marimo/marimoWatch.js';
import type { MarimoOptions } from '../marimo/marimoKernel.js';
import { hostWatch } from './hostWatch.js';
import { launchMarimoHost } from './launchMarimoHost.js';
import { sessionNames } from './sessionNames.js';
import { sessionProbes } from './sessionProbes.js';

export interface AppHostOptions extends Omit<MarimoOptions, 'tap'> {
  /** How many sessions it begins with; default 8. */
  readonly sessions?: number;
}

const FIRST: FirstRelease = { release: [0, 22, 0], because: 'older releases have no app host' };

/**
 * marimo's app host, real and unmodified: one process that serves several sessions. `spec` is `marimo-app-host`, or
 * that with `@` and what may stand behind `marimo@`.
 *
 * @throws KernelError `bad-command` when the spec is none of these, or a release without an app host
 */
export function marimoAppHostKernel(spec: string, options: AppHostOptions = {}): KernelKind {
  return new AppHostKind(spec, options);
}

class AppHostKind implements KernelKind {
  readonly name: string;
  readonly answers = 'program';
  /** They name channels of a kernel with one session. */
  readonly faults: readonly [] = [];
  readonly sessions: readonly string[];
  readonly unserved = UNSERVED;
  readonly hostLoop = HOST_LOOP;
  readonly #source: MarimoSource;
  readonly #options: AppHostOptions;
  #environment: Environment | null = null;
  #schema: Schema | null;

  constructor(spec: string, options: AppHostOptions) {
    this.name = spec;
    this.sessions = sessionNames(options.sessions);
    this.#options = options;
    this.#source = marimoSource(spec.replace(/^marimo-app-host/u, 'marimo'));
    if (this.#source.kind === 'release') refuseOldRelease(this.#source.release, FIRST);
    const shipped = this.#source.kind === 'release' && this.#source.release === NEWEST_MARIMO;
    this.#schema = shipped ? pickledSchema(newestMarimoSchema()) : null;
  }

  /**
   * Of each session.
   *
   * @throws KernelError `bad-schema` before {@link prepare}, unless the types are shipped
   */
  get schema(): Schema {
    return this.#schema ?? this.#unprepared('bad-schema', 'its message types');
  }

  async prepare(progress: (line: string) => void): Promise<void> {
    const environment = await prepareEnvironment(this.#source, progress, this.#options);
    const schema = await marimoSchema(this.#source, environment.python, progress);
    refuseOldRelease(schema.release, FIRST);
    this.#environment = environment;
    this.#schema = pickledSchema(schema);
  }

  async launch(): Promise<Kernel> {
    const { python } = this.#environment ?? this.#unprepared('not-started', 'its Python');
    const { env = {} } = this.#options;
    return launchMarimoHost({ python, schema: this.schema, sessions: this.sessions, env });
  }

  versions(): Readonly<Record<string, string>> {
    return this.#environment?.versions ?? {};
  }

  watch(): Watch {
    const schema = served(this.schema);
    return hostWatch(
      this.sessions,
      () => marimoWatch(schema),
      (line) => line.endsWith(`, in ${HOST_LOOP}`),
    );
  }

  probes(nonce: number): readonly Probe[] {
    const schema = served(this.schema);
    return sessionProbes(this.sessions, nonce, (own) => marimoProbes(own, schema));
  }

  #unprepared(kind: 'bad-schema' | 'not-started', what: string): never {
    throw new KernelError(
      kind,
      `Asked the kernel ${this.name} for ${what}: expected prepare() to be done first, it was not.`,
    );
  }
}

/** All that comes passes through it; what it does not catch ends it, and the process lives on for its sessions' threads. */
const HOST_LOOP = 'app_host_main';

/** A session of an app host runs in run mode, in which nobody works off what comes there. */
const UNSERVED: readonly string[] = ['completion'];

function served(schema: Schema): Schema {
  return { ...schema, channels: schema.channels.filter(({ name }) => !UNSERVED.includes(name)) };
}
