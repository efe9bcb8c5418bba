import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The compiled transport room, for scripts that run in a process of their own. */
export const COMPILED_TRANSPORT: string = new URL('../../dist/transport/index.js', import.meta.url).href;

export interface ModuleRun {
  /** Null: it had to be killed at the deadline. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** Runs a script as an ES module in a process of its own, from the package root, and ends it at the deadline. */
export function runModule(
  script: string,
  deadlineMs: number,
  flags: readonly string[] = [],
): Promise<ModuleRun> {
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, ms: performance.now() - began });
    });
  });
}
