import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithPython } from '../kernels/withPython.js';
import { MAIN, runCli } from './runCli.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-sudden-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Every process below that one, as the system knows them now. */
function descendants(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    // After the name, which may hold anything: the state, then the parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state !== undefined && state !== 'Z') parents.set(Number(name), Number(parent));
  }
  const below = (id: number): boolean => {
    const parent = parents.get(id);
    return parent === pid || (parent !== undefined && parent > 1 && below(parent));
  };
  return [...parents.keys()].filter(below);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended between the listing and the look.
    return '';
  }
}

/** Whether it still runs: one that has ended and waits to be collected does not. */
function runs(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

async function until<T>(look: () => T | null, ms: number, what: string): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await pause(20);
  }
}

/** A run under way: its first case is through. */
async function started(kernel: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, [MAIN, 'run', '--kernel', kernel, '--max-time', '60s'], {
    cwd: folder,
    env: { ...process.env, CI: 'true' },
    stdio: 'ignore',
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the run did not start');
  // An environment may have to be made first.
  await until(() => descendants(pid).find(isKernel) ?? null, 240_000, `the first kernel of ${kernel}`);
  await pause(1_500);
  return Object.assign(child, { pid });
}

/** By its command line: what sets an environment up is no kernel. */
function isKernel(pid: number): boolean {
  return /echo\/main\.js|typed_echo\.py|marimo\._/.test(read(`/proc/${pid}/cmdline`));
}

/** It has opened its sockets. */
function isServing(pid: number): boolean {
  if (!isKernel(pid)) return false;
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.some((thread) => read(`/proc/${pid}/task/${thread}/comm`).startsWith('ZMQbg'));
}

describeWithPython('a host that is killed in the middle of a run', () => {
  it.each(['echo', 'typed-echo', 'marimo'])(
    'leaves no process behind: %s',
    async (kernel) => {
      const host = await started(kernel);
      const left = await until(
        () => {
          const pids = descendants(host.pid);
          return pids.some(isKernel) ? pids : null;
        },
        30_000,
        'a kernel at work',
      );
      host.kill('SIGKILL');
      await until(() => (left.some(runs) ? null : true), 3_000, `the end of ${left.join(', ')}`);
    },
    300_000,
  );
});

/** It may have been told to stop just then. */
const DEATH: unknown = expect.stringMatching(/^alive crash (crash|stop-exit) \S+ - signal SIGKILL$/);

describeWithPython('a kernel that is killed in the middle of a burst', () => {
  it.each(['echo', 'typed-echo'])(
    'is replaced, and the run goes on and tells: %s',
    async (kernel) => {
      const run = runCli(
        ['run', '--kernel', kernel, '--shapes', 'burst', '--runs', '40', '--json', 'report.json'],
        folder,
      );
      const victim = await until(() => descendants(process.pid).find(isServing) ?? null, 240_000, 'a kernel');
      await pause(1_000);
      process.kill(victim, 'SIGKILL');
      const { stdout, stderr } = await run;
      const report: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
      // It died once and not again: that is no finding, and it is not hidden either.
      expect(report, stdout + stderr).toMatchObject({
        verdict: 'unknown',
        stopped: 'runs',
        cases: 40,
        findings: [],
        errors: [],
        flakes: [{ signature: DEATH, reproduced: { k: 0, n: 3 } }],
      });
    },
    300_000,
  );
});
