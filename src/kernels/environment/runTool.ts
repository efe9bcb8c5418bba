import { spawn } from 'node:child_process';

import { guardChild } from '../liveChildren.js';
import { OutputLines } from '../outputLines.js';

/** What is kept of the output for an error message. */
const TAIL_LINES = 20;
const TAIL_CHARACTERS = 300;

export interface ToolRun {
  /** Null: it could not be started, was ended by a signal, or took too long. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last lines of stdout and stderr, for a person. */
  readonly tail: string;
}

/** Runs a tool to its end, or to the deadline. Never rejects. Its environment is the user's own, proxies and all. */
export function runTool(command: string, args: readonly string[], deadlineMs: number): Promise<ToolRun> {
  const stdout: string[] = [];
  const tail: string[] = [];
  const keep = (line: string): void => {
    tail.push(line.length > TAIL_CHARACTERS ? `${line.slice(0, TAIL_CHARACTERS)} ...` : line);
    tail.splice(0, tail.length - TAIL_LINES);
  };
  const child = spawn(command, args, { env: toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  guardChild(child);
  const out = new OutputLines((line) => {
    stdout.push(line);
    keep(line);
  });
  const err = new OutputLines(keep);
  child.stdout.on('data', (chunk: Buffer) => {
    out.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err.push(chunk);
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      keep(`(ended after ${deadlineMs / 1_000} s)`);
      child.kill('SIGKILL');
    }, deadlineMs);
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      out.end();
      err.end();
      resolve({ code, stdout: stdout.join('\n'), tail: tail.join('\n') });
    };
    child.once('error', (error) => {
      keep(error.message);
      finish(null);
    });
    child.once('close', finish);
  });
}

const MISLEADING: ReadonlySet<string> = new Set([
  'PYTHONPATH',
  'PYTHONHOME',
  'VIRTUAL_ENV',
  'PIP_USER',
  'PIP_TARGET',
]);

/** A tool must find and fill the environment it is told to, not one that some setting of the user points to. */
function toolEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.has(name)));
}
