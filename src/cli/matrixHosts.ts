import { NEWEST_MARIMO, newestMarimoSchema, schemaNamed } from '../kernels/index.js';
import type { MatrixHost } from '../runner/index.js';

/** Which versions the hosts are of: `own`, `newest`, a release, or whatever `--host-schema` of `run` takes. */
export async function matrixHosts(
  names: readonly string[],
  note: (line: string) => void,
): Promise<readonly MatrixHost[]> {
  const hosts = new Map<string, MatrixHost>();
  for (const name of names) {
    const host = await hostNamed(name, note);
    hosts.set(host.name, host);
  }
  return [...hosts.values()];
}

async function hostNamed(given: string, note: (line: string) => void): Promise<MatrixHost> {
  if (given === 'own') return { name: 'own', schema: null, option: null };
  const isNewest = given === 'newest' || given === 'latest' || given === NEWEST_MARIMO;
  if (isNewest)
    return { name: NEWEST_MARIMO, schema: newestMarimoSchema(), option: `marimo@${NEWEST_MARIMO}` };
  const option = /^\d+\.[\w.]*$/u.test(given) ? `marimo@${given}` : given;
  return { name: given.replace(/^marimo@/u, ''), schema: await schemaNamed(option, note), option };
}
