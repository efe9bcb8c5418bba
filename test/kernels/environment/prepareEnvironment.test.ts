import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

import { findPython } from '../../../src/kernels/environment/findPython.js';
import { dependenciesRecipe } from '../../../src/kernels/environment/recipe.js';
import { needsOf } from '../../../src/kernels/environment/needs.js';
import { cacheFolder, KernelError, NEWEST_MARIMO, prepareEnvironment } from '../../../src/kernels/index.js';
import { describeWithPython } from '../withPython.js';

const INSTALL_MS = 600_000;

/** A package called marimo that holds nothing: real to install, and quickly done. The rest are lines of its metadata. */
const MAKE_WHEEL = `import sys, zipfile
info = "marimo-9.8.7.dist-info"
lines = "".join(f"{line}\\n" for line in ["Metadata-Version: 2.1", "Name: marimo", "Version: 9.8.7", *sys.argv[2:]])
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("marimo.py", "")
    wheel.writestr(f"{info}/METADATA", lines)
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")`;

/** A wheel of it in a folder of its own. */
async function wheelOf(folder: string, ...metadata: readonly string[]): Promise<string> {
  const path = join(mkdtempSync(join(folder, 'wheel-')), 'marimo-9.8.7-py3-none-any.whl');
  const python = await findPython();
  expect(spawnSync(python.file, ['-c', MAKE_WHEEL, path, ...metadata]).status).toBe(0);
  return path;
}

async function failure(work: Promise<unknown>): Promise<KernelError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof KernelError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing failed');
}

describeWithPython('prepareEnvironment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-environment-'));
  const wheel = join(folder, 'marimo-9.8.7-py3-none-any.whl');
  const source = { kind: 'wheel', path: wheel } as const;
  const environments = join(folder, 'environments');

  beforeAll(async () => {
    const python = await findPython();
    expect(spawnSync(python.file, ['-c', MAKE_WHEEL, wheel]).status).toBe(0);
    // The dependencies are those of every other test; to install them anew would take most of the time.
    await prepareEnvironment({ kind: 'release', release: NEWEST_MARIMO }, () => {});
    const { name } = dependenciesRecipe(python.version);
    const shared = join(cacheFolder(), 'environments', name);
    if (existsSync(shared)) {
      mkdirSync(environments);
      symlinkSync(shared, join(environments, name));
    }
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'makes one environment when two runs race, and finds it again',
    async () => {
      vi.stubEnv('SKEWFUZZ_CACHE', folder);
      mkdirSync(join(environments, `marimo-wheel-left-behind.${2 ** 22 + 1}.0123abcd`), { recursive: true });
      const lines: string[] = [];
      const [one, two] = await Promise.all([
        prepareEnvironment(source, (line) => lines.push(line)),
        prepareEnvironment(source, (line) => lines.push(line)),
      ]);
      expect(one).toEqual(two);
      expect(one.marimo).toBe('9.8.7');
      expect(Object.keys(one.versions).toSorted()).toEqual(['marimo', 'msgspec', 'python', 'pyzmq']);
      expect(lines.length).toBeGreaterThan(2);
      // The release by itself, and with the dependencies: each a folder and a link, and nothing is left of the slower run.
      const names = readdirSync(environments).filter((name) => !name.startsWith('dependencies'));
      expect(names).toHaveLength(4);
      const quiet: string[] = [];
      expect(await prepareEnvironment(source, (line) => quiet.push(line))).toEqual(one);
      expect(quiet).toEqual([]);
    },
    INSTALL_MS,
  );

  it(
    'makes it anew when the Python it was made from is gone',
    async () => {
      vi.stubEnv('SKEWFUZZ_CACHE', folder);
      const before = await prepareEnvironment(source, () => {});
      rmSync(before.python);
      symlinkSync('/no/such/python', before.python);
      const after = await prepareEnvironment(source, () => {});
      expect(after.python).not.toBe(before.python);
      expect(after.marimo).toBe('9.8.7');
    },
    INSTALL_MS,
  );

  it(
    'tells when the package index cannot be reached, with what pip said, and leaves nothing behind',
    async () => {
      const cache = join(folder, 'unreachable');
      vi.stubEnv('SKEWFUZZ_CACHE', cache);
      vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:1/simple');
      vi.stubEnv('PIP_RETRIES', '1');
      vi.stubEnv('UV_INDEX_URL', 'http://127.0.0.1:1/simple');
      const error = await failure(prepareEnvironment({ kind: 'release', release: '0.24.0' }, () => {}));
      expect(error.kind).toBe('install-failed');
      expect(error.message).toContain('127.0.0.1');
      expect(error.message).toContain('cannot be reached');
      const left = readdirSync(join(cache, 'environments'));
      expect(left.filter((name) => !name.startsWith('dependencies'))).toEqual([]);
    },
    INSTALL_MS,
  );

  it(
    'gives a release the other versions that it asks for, beside the dependencies that all share',
    async () => {
      vi.stubEnv('SKEWFUZZ_CACHE', folder);
      const asking = await wheelOf(
        folder,
        'Requires-Dist: jedi<0.20.0',
        'Requires-Dist: none; extra == "more"',
      );
      const lines: string[] = [];
      const { python } = await prepareEnvironment({ kind: 'wheel', path: asking }, (line) =>
        lines.push(line),
      );
      expect(lines).toContainEqual(expect.stringMatching(/asks for jedi<0\.20\.0, and not for 0\.20/u));
      const ask = 'import jedi, parso; print(jedi.__version__, jedi.__file__, parso.__file__)';
      const shown = spawnSync(python, ['-c', ask]).stdout.toString();
      expect(shown).toMatch(/^0\.19\.\d+ \S+with-[0-9a-f]{12}-py\S+ \S+dependencies-py/u);
      expect(await needsOf(python)).toEqual({ python: null, unmet: [] });
    },
    INSTALL_MS,
  );

  it(
    'puts another version of a package above an environment, and leaves that as it is',
    async () => {
      vi.stubEnv('SKEWFUZZ_CACHE', folder);
      const below = await prepareEnvironment(source, () => {});
      const above = await prepareEnvironment(source, () => {}, { with: ['msgspec==0.20.0'] });
      expect(above.versions['msgspec']).toBe('0.20.0');
      expect(above.marimo).toBe('9.8.7');
      const loaded = spawnSync(above.python, ['-c', 'import msgspec; print(msgspec.__version__)']);
      expect(loaded.stdout.toString().trim()).toBe('0.20.0');
      expect(await prepareEnvironment(source, () => {})).toEqual(below);
      const error = await failure(prepareEnvironment(source, () => {}, { with: ['msgspec'] }));
      expect(error.kind).toBe('bad-command');
      expect(error.message).toContain('msgspec==0.20.0');
    },
    INSTALL_MS,
  );

  it(
    'tells when a release does not support this Python',
    async () => {
      vi.stubEnv('SKEWFUZZ_CACHE', folder);
      const demanding = await wheelOf(folder, 'Requires-Python: >=3.99');
      const before = readdirSync(environments);
      const error = await failure(prepareEnvironment({ kind: 'wheel', path: demanding }, () => {}));
      expect(error.kind).toBe('unsupported');
      expect(error.message).toContain('>=3.99');
      expect(readdirSync(environments)).toEqual(before);
    },
    INSTALL_MS,
  );

  it('tells when there is no Python, and which ones it tried', async () => {
    vi.stubEnv('PATH', folder);
    const error = await failure(prepareEnvironment(source, () => {}));
    expect(error.kind).toBe('no-python');
    expect(error.message).toContain('python3.13 does not run');
    expect(error.message).toContain('SKEWFUZZ_PYTHON');
  });

  it('refuses a Python that is too old', async () => {
    const old = join(folder, 'old-python');
    writeFileSync(old, '#!/bin/sh\necho 3.9.18\necho /old/python\n');
    chmodSync(old, 0o755);
    vi.stubEnv('SKEWFUZZ_PYTHON', old);
    expect((await failure(prepareEnvironment(source, () => {}))).message).toContain('is 3.9.18');
  });

  it('tells when the Python has no module venv', async () => {
    const bare = join(folder, 'bare-python');
    const { file } = await findPython();
    writeFileSync(
      bare,
      `#!/bin/sh\nif [ "$1" = -m ]; then echo "No module named venv" >&2; exit 1; fi\nif [ "$1" = -c ]; then echo 3.11.7; echo ${bare}; exit 0; fi\nexec ${file} "$@"\n`,
    );
    chmodSync(bare, 0o755);
    vi.stubEnv('SKEWFUZZ_PYTHON', bare);
    vi.stubEnv('SKEWFUZZ_CACHE', join(folder, 'bare'));
    // Without uv, which would not need the module.
    vi.stubEnv('PATH', '/no/such/folder');
    const error = await failure(prepareEnvironment(source, () => {}));
    expect(error.kind).toBe('no-python');
    expect(error.message).toContain('No module named venv');
    expect(error.message).toContain('python3-venv');
  });

  it('tells when the cache cannot be written', async () => {
    vi.stubEnv('SKEWFUZZ_CACHE', wheel);
    const error = await failure(prepareEnvironment(source, () => {}));
    expect(error.kind).toBe('install-failed');
    expect(error.message).toContain('SKEWFUZZ_CACHE');
  });
});
