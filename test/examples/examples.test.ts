import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../cli/runCli.js';

/** The examples as a project of their own, with this package installed. */
let folder = '';

/** Runs examples as their user would; `bug` is planted in the kernel. */
async function vitest(
  bug: string,
  ...files: readonly string[]
): Promise<{ code: number | null; out: string }> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--no-isolate', '--no-file-parallelism', ...files],
    { cwd: folder, env: { ...process.env, BUG: bug, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out: out + err };
}

describe('the examples', { timeout: 180_000 }, () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'skewfuzz-examples-'));
    const own = join(ROOT, 'examples');
    // What vitest keeps beside them when they are run by hand is not copied.
    cpSync(own, folder, { recursive: true, filter: (path) => path !== join(own, 'node_modules') });
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules', 'skewfuzz'));
    for (const name of ['vitest', 'zeromq']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('pass', async () => {
    const { code, out } = await vitest('');
    expect(out).toMatch(/Tests +5 passed/);
    expect(code).toBe(0);
  });

  it('fail when the kernel loses what it does not say, with the smallest case and the next command', async () => {
    const { code, out } = await vitest('undeclared', 'ownProtocol', 'ownKernel', 'knownLosses', 'replay');
    expect(code).toBe(1);
    expect(out).toMatch(/Tests +4 failed/);
    expect(out).toMatch(/FuzzFailure: × round-trip · lossy · value-changed/);
    expect(out).toContain('(float32 -> float64)');
    expect(out).toContain('next      npx vitest run replay.test.ts');
    expect(out).toMatch(/replay\.test\.ts:\d+:\d+\n/);
  });

  it('fail by an oracle of their own', async () => {
    const { code, out } = await vitest('chatty', 'ownOracle');
    expect(code).toBe(1);
    expect(out).toContain('FuzzFailure: × own:short-answers · echoed · too-long · control');
    expect(out).toMatch(/shrunk +from .* to 1 message, \d bytes?/);
  });
});
