import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

import { withDeathSignal } from './deathSignal.js';
import type { Exit } from './kernel.js';
import { KernelError } from './kernelError.js';
import { guardChild } from './liveChildren.js';
import { OutputLines } from './outputLines.js';

/** A pipe may stay open after its process has ended, held by a grandchild; nobody waits longer than this for it. */
const PIPE_MS = 500;

/** How many of the last lines on stderr are kept for an error message. */
const TAIL_LINES = 20;

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Written to stdin, which is closed afterwards. */
  readonly input: string;
  /** How long after the start, in milliseconds; default: at once. */
  readonly inputAfterMs?: number;
  readonly onLine: (stream: Output, line: string) => void;
}

/** A pipe from a process. */
export type Output = 'stdout' | 'stderr';

/** A child process with both pipes drained for as long as it lives, and registered so that it cannot be left behind. */
export class KernelProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #tail: string[] = [];
  /** Resolves when the process has ended and its output is complete. Never rejects. */
  readonly ended: Promise<Exit>;
  /** Resolves at once when the process is gone, with frames and lines possibly still on their way. Never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves with why it could not be started; pending for ever when it could. */
  readonly failed: Promise<Error>;

  /** Never `detached`: a kernel that makes a process group of its own must be free to do so. */
  constructor(request: ProcessRequest) {
    const [file, args] = withDeathSignal(request.command, request.args);
    const child = spawn(file, args, { cwd: request.cwd, env: request.env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    guardChild(child);
    this.failed = new Promise((resolve) => {
      child.once('error', resolve);
    });
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    const pipes = [this.#drain('stdout', request.onLine), this.#drain('stderr', request.onLine)];
    this.ended = this.exited.then(async (exit) => {
      await this.#pipesClosed(pipes);
      return exit;
    });
    // The kernel may end before it has read the document; how it ended tells more than a broken pipe.
    child.stdin.on('error', () => {});
    const tell = (): void => {
      child.stdin.end(request.input);
    };
    if (request.inputAfterMs === undefined) tell();
    else setTimeout(tell, request.inputAfterMs);
  }

  /** @throws KernelError `not-started` when there is no process */
  get pid(): number {
    if (this.#child.pid === undefined) {
      throw new KernelError('not-started', 'There is no process: the command could not be started.');
    }
    return this.#child.pid;
  }

  /** The last lines on stderr, for a person. */
  get tail(): string {
    return this.#tail.length === 0
      ? 'Its stderr is empty.'
      : `Its stderr ends with:\n${this.#tail.join('\n')}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Takes nothing out of a pipe until what it returns is called. */
  leaveUndrained(output: Output): () => void {
    const pipe = this.#child[output];
    pipe.pause();
    return () => pipe.resume();
  }

  #drain(stream: Output, onLine: ProcessRequest['onLine']): Promise<void> {
    const lines = new OutputLines((line) => {
      if (stream === 'stderr') {
        this.#tail.push(line);
        this.#tail.splice(0, this.#tail.length - TAIL_LINES);
      }
      onLine(stream, line);
    });
    const pipe = this.#child[stream];
    pipe.on('data', (chunk: Buffer) => {
      lines.push(chunk);
    });
    pipe.on('error', () => {});
    return new Promise((resolve) => {
      pipe.once('close', () => {
        lines.end();
        resolve();
      });
    });
  }

  async #pipesClosed(pipes: readonly Promise<void>[]): Promise<void> {
    const giveUp = setTimeout(() => {
      this.#child.stdout.destroy();
      this.#child.stderr.destroy();
    }, PIPE_MS);
    await Promise.all(pipes);
    clearTimeout(giveUp);
  }
}
