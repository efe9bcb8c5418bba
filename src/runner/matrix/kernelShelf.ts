import { KernelError, type KernelKind } from '../../kernels/index.js';
import type { MatrixOptions, MatrixRelease } from './matrixOptions.js';

/** A kernel that can be started, or why there is none. */
export type Shelved =
  | { readonly kind: 'ready'; readonly kernel: KernelKind }
  | { readonly kind: 'unavailable'; readonly because: string; readonly missing: boolean }
  | { readonly kind: 'unknown'; readonly because: string };

/** Makes kernels ready, one after the other, each once: two that are made at a time would fetch the same packages. */
export class KernelShelf {
  readonly #options: Pick<MatrixOptions, 'kernelOf'>;
  readonly #note: (line: string) => void;
  readonly #ready = new Map<string, Promise<Shelved>>();
  /** Interpreters that are not there. */
  readonly #missing = new Map<string, Shelved>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: Pick<MatrixOptions, 'kernelOf'>, note: (line: string) => void) {
    this.#options = options;
    this.#note = note;
  }

  async take(release: MatrixRelease, python: string): Promise<Shelved> {
    const key = `${release.name} on ${python}`;
    let ready = this.#ready.get(key);
    if (ready === undefined) {
      ready = this.#last.then(async () => this.#prepare(release, python));
      this.#last = ready;
      this.#ready.set(key, ready);
    }
    return ready;
  }

  async #prepare(release: MatrixRelease, python: string): Promise<Shelved> {
    const known = this.#missing.get(python);
    if (known !== undefined) return known;
    try {
      const kernel = this.#options.kernelOf(release, python);
      await kernel.prepare(this.#note);
      return { kind: 'ready', kernel };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      const shelved = whyNot(error);
      if (error.kind === 'no-python') this.#missing.set(python, shelved);
      return shelved;
    }
  }
}

function whyNot({ kind, message }: KernelError): Shelved {
  if (kind === 'no-python' || kind === 'unsupported') {
    return { kind: 'unavailable', because: message, missing: kind === 'no-python' };
  }
  return { kind: 'unknown', because: message };
}
