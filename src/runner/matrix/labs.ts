import type { KernelKind } from '../../kernels/index.js';
import type { Schema } from '../../schema/index.js';
import { guardOf } from '../guardOf.js';
import { Lab } from '../lab.js';

/** A lab for each kernel, which knows its pace before the first case: a kernel that was never heard is waited for very long. */
export class Labs {
  readonly #labs = new Map<KernelKind, Promise<Lab>>();

  /**
   * @param host for a kernel that has no schema of its own
   * @throws KernelError when it cannot be started
   */
  async of(kernel: KernelKind, host: Schema): Promise<Lab> {
    let lab = this.#labs.get(kernel);
    if (lab === undefined) this.#labs.set(kernel, (lab = greeted(kernel, kernel.schema ?? host)));
    return lab;
  }
}

async function greeted(kernel: KernelKind, schema: Schema): Promise<Lab> {
  const lab = new Lab(kernel, schema, guardOf(kernel, schema));
  await lab.tryFresh({ steps: [] });
  return lab;
}
