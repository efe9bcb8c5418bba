import { KernelError } from '../kernelError.js';
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
 * @throws KernelError `no-python`
 */
export async function findPython(): Promise<Python> {
  const wanted = process.env['SKEWFUZZ_PYTHON'] ?? '';
  const tried: string[] = [];
  for (const candidate of wanted === '' ? CANDIDATES : [wanted]) {
    const { code, stdout } = await runTool(candidate, ['-c', QUESTION], ASK_MS);
    const [version = '', file = ''] = stdout.split('\n');
    if (code === 0 && isNewEnough(version)) {
      return { file, version };
    }
    tried.push(code === 0 ? `${candidate} is ${version}` : `${candidate} does not run`);
  }
  throw new KernelError(
    'no-python',
    `Looked for Python: expected ${OLDEST.join('.')} or newer, got: ${tried.join(', ')}. ` +
      'Install one, or set SKEWFUZZ_PYTHON to the path of one.',
  );
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
