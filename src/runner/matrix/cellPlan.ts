import type { MatrixHost, MatrixOptions, MatrixRelease } from './matrixOptions.js';

/** One run of a matrix. */
export interface Cell {
  readonly release: MatrixRelease;
  readonly python: string;
  readonly host: MatrixHost;
}

/**
 * Every release on every interpreter with every host, the newest release first: what is found there is looked for in all
 * others. A host of the release's own version is not asked for twice.
 */
export function cellPlan({
  releases,
  pythons,
  hosts,
}: Pick<MatrixOptions, 'releases' | 'pythons' | 'hosts'>): readonly Cell[] {
  const hasOwn = hosts.some(({ schema }) => schema === null);
  return releases.flatMap((release) =>
    hosts
      .filter(({ name }) => !(hasOwn && name === release.name))
      .flatMap((host) => pythons.map((python) => ({ release, python, host }))),
  );
}
