import { performance } from 'node:perf_hooks';
import { KernelError, type KernelKind } from '../../kernels/index.js';
import type { Sighting } from '../../report/index.js';
import { bodyOf, type Schema } from '../../schema/index.js';
import { confirm, isBelieved, looksLike } from '../confirm.js';
import type { Lab } from '../lab.js';
import type { Joined } from './findings.js';
import type { MatrixRelease } from './matrixOptions.js';
import { searchRange } from './searchRange.js';
import { sendsIn } from '../../wire/index.js';

export interface TraceOptions {
  /** Oldest first. */
  readonly releases: readonly MatrixRelease[];
  readonly pythons: readonly string[];
  /** Null: there is none. */
  readonly kernelOf: (release: MatrixRelease, python: string) => Promise<KernelKind | null>;
  /** Kernels of one release on one interpreter; the same one for each finding, for it knows their pace. */
  readonly labOf: (kernel: KernelKind, host: Schema) => Promise<Lab>;
  /** No case is run after this moment. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly tell: (sighting: Sighting) => void;
}

/**
 * Finds out in which releases a bug is, and on which interpreters: its smallest case is run on fresh kernels, along the
 * releases on one interpreter, and on the others at one of the releases that have it.
 */
export async function trace(joined: Joined, options: TraceOptions): Promise<void> {
  await new Tracing(joined, options).run();
}

class Tracing {
  readonly #joined: Joined;
  readonly #options: TraceOptions;

  constructor(joined: Joined, options: TraceOptions) {
    this.#joined = joined;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { pythons } = this.#options;
    const first = await this.#firstSeen();
    if (first === null) return;
    const releases = await this.#speaking(first.python);
    const seen = this.#joined.sightings
      .filter(({ holds }) => holds)
      .map(({ release }) => releases.findIndex(({ name }) => name === release))
      .filter((at) => at !== -1);
    if (seen.length === 0) return;
    const holds = async (at: number): Promise<boolean | null> => this.#ask(releases[at], first.python);
    const { first: from, last: to, whole } = await searchRange(releases.length, seen, holds);
    // Where it begins and where it ends is to be shown, also where a run only met it.
    const ends = [await holds(from), await holds(to)];
    const at = releases.find(({ name }) => name === first.release);
    const answers: (boolean | null)[] = [];
    for (const python of pythons) {
      if (python !== first.python && (await this.#isThere(at, python))) {
        answers.push(await this.#ask(at, python));
      }
    }
    this.#joined.range = { from: releases[from]?.name ?? '', to: releases[to]?.name ?? '' };
    this.#joined.traced = whole && ends.every((end) => end === true) && !answers.includes(null);
  }

  async #isThere(release: MatrixRelease | undefined, python: string): Promise<boolean> {
    return release !== undefined && (await this.#options.kernelOf(release, python)) !== null;
  }

  /** Where it was seen; a known one that no cell met is looked for, in the newest release first. */
  async #firstSeen(): Promise<Sighting | null> {
    const known = this.#joined.sightings.find(({ holds }) => holds);
    if (known !== undefined) return known;
    const python = this.#options.pythons[0];
    for (const release of this.#options.releases.toReversed()) {
      if (python === undefined) return null;
      const holds = await this.#ask(release, python);
      if (holds === true) return this.#joined.sightings.at(-1) ?? null;
    }
    return null;
  }

  /** Releases that read the frames of the case as they were meant: a channel of another codec refuses them all. */
  async #speaking(python: string): Promise<readonly MatrixRelease[]> {
    const speaking: MatrixRelease[] = [];
    for (const release of this.#options.releases) {
      const kernel = await this.#options.kernelOf(release, python);
      if (kernel !== null && this.#isSpokenBy(kernel)) speaking.push(release);
    }
    return speaking;
  }

  #isSpokenBy({ schema }: KernelKind): boolean {
    const { steps, schema: host } = this.#joined;
    return (
      schema === null ||
      [...new Set(sendsIn(steps).map(({ channel }) => channel))].every(
        (channel) => codecOf(schema, channel) === codecOf(host, channel),
      )
    );
  }

  /** Whether it is there; null: nobody can tell. Nothing is run twice. */
  async #ask(release: MatrixRelease | undefined, python: string): Promise<boolean | null> {
    if (release === undefined) return null;
    const before = this.#joined.sightings.findLast(
      (sighting) =>
        sighting.release === release.name && sighting.python === python && sighting.reproduced !== null,
    );
    if (before !== undefined) return before.holds;
    const { kernelOf, signal, until, tell } = this.#options;
    if (signal.aborted || performance.now() >= until) return null;
    const kernel = await kernelOf(release, python);
    if (kernel === null || !this.#isSpokenBy(kernel)) return null;
    const reproduced = await this.#runOn(kernel);
    if (reproduced === null) return null;
    const holds = isBelieved(reproduced);
    const sighting = { release: release.name, python, host: null, holds, reproduced };
    this.#joined.sightings.push(sighting);
    tell(sighting);
    return holds;
  }

  async #runOn(kernel: KernelKind): Promise<{ readonly k: number; readonly n: number } | null> {
    const { steps, violation, schema } = this.#joined;
    try {
      const lab = await this.#options.labOf(kernel, schema);
      const { k, n } = await confirm(lab, { steps }, looksLike(violation));
      return { k, n };
    } catch (error) {
      if (error instanceof KernelError) return null;
      throw error;
    }
  }
}

function codecOf(schema: Schema, name: string): string | null {
  const channel = schema.channels.find((one) => one.name === name && one.direction === 'to-kernel');
  return channel === undefined ? null : bodyOf(channel).codec;
}
