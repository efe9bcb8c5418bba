import type { ChildProcess } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// The one register of child processes: whatever ends this process, short of SIGKILL, ends them by their ids.
const living = new Set<ChildProcess>();

/** Registers a child until it has ended. */
export function guardChild(child: ChildProcess): void {
  if (living.size === 0) {
    process.on('exit', endAll);
    for (const signal of SIGNALS) {
      process.on(signal, endAllAndObey);
    }
  }
  living.add(child);
  child.once('exit', () => {
    forget(child);
  });
  child.once('error', () => {
    if (child.pid === undefined) {
      forget(child);
    }
  });
}

function forget(child: ChildProcess): void {
  living.delete(child);
  if (living.size === 0) {
    process.removeListener('exit', endAll);
    for (const signal of SIGNALS) {
      process.removeListener(signal, endAllAndObey);
    }
  }
}

function endAll(): void {
  for (const child of living) {
    child.kill('SIGKILL');
  }
}

/** Listening to a signal takes away its default action; when nobody else listens, that action is done here. */
function endAllAndObey(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) {
    return;
  }
  endAll();
  process.removeListener(signal, endAllAndObey);
  process.kill(process.pid, signal);
}
