import { NEWEST_MARIMO, prepareEnvironment } from '../../src/kernels/index.js';

let python: Promise<string> | null = null;

/** An interpreter with the newest marimo, msgspec and pyzmq; the first call may have to install them. */
export function pythonForTests(): Promise<string> {
  python ??= prepareEnvironment({ kind: 'release', release: NEWEST_MARIMO }, () => undefined).then(
    (environment) => environment.python,
  );
  return python;
}
