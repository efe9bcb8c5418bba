import { KernelError } from '../kernelError.js';
import { isOfVersion, pythonPlaces } from './pythonPlaces.js';
import { runTool } from './runTool.js';

const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'] as const;
const OLDEST = [3, 10] as const;
const ASK_MS = 20_000;
const QUESTION = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)';

export interface Python {
  /** The interpreter's own path. */
  readonly file: string;
  /** Such as `3.11.7`. */
  readonly version: string;
}

/**
 * A Python of 3.10 or newer: the one that `SKEWFUZZ_PYTHON` names, else the first that fits on the PATH.
 *
 * @param wanted a version such as `3.12` or `3.12.1`, which is looked for on the PATH and where the usual tools keep
 *   theirs, or the path of an interpreter; null: any
 * @throws KernelError `no-python`
 */
export async function findPython(wanted: string | null = null): Promise<Python> {
  if (wanted !== null && /^\d+(?:\.\d+)*$/u.test(wanted)) return ofVersion(wanted);
  const named = wanted ?? process.env['SKEWFUZZ_PYTHON'] ?? '';
  const tried: string[] = [];
  for (const candidate of named === '' ? CANDIDATES : [named]) {
    const python = await ask(candidate);
    if (python !== null && isNewEnough(python.version)) return python;
    tried.push(python === null ? `${candidate} does not run` : `${candidate} is ${python.version}`);
  }
  throw new KernelError(
    'no-python',
    `Looked for Python: expected ${OLDEST.join('.')} or newer, got: ${tried.join(', ')}. ` +
      'Install one, or set SKEWFUZZ_PYTHON to the path of one.',
  );
}

async function ofVersion(wanted: string): Promise<Python> {
  if (!isNewEnough(wanted)) {
    throw new KernelError(
      'no-python',
      `Was asked for Python ${wanted}: expected ${OLDEST.join('.')} or newer.`,
    );
  }
  const places = pythonPlaces(wanted);
  for (const place of places) {
    const python = await ask(place);
    if (python !== null && isOfVersion(python.version, wanted)) return python;
  }
  throw new KernelError(
    'no-python',
    `Looked for Python ${wanted}: expected ${places[0] ?? ''} on the PATH, or an interpreter that pyenv, uv, asdf or mise ` +
      `keeps, there is none. Install it ("pyenv install ${wanted}" or "uv python install ${wanted}"), or give the path of one.`,
  );
}

async function ask(candidate: string): Promise<Python | null> {
  const { code, stdout } = await runTool(candidate, ['-c', QUESTION], ASK_MS);
  const [version = '', file = ''] = stdout.split('\n');
  return code === 0 ? { file, version } : null;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
