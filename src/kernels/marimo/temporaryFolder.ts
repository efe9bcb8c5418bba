import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders that are still there; whatever ends this process, short of SIGKILL, removes them. */
const folders = new Set<string>();

/** A new, empty folder of its own for one kernel. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `skewfuzz-marimo-${process.pid}-`));
  if (folders.size === 0) process.on('exit', removeAll);
  folders.add(folder);
  return folder;
}

/** Removes it with all that the kernel left in it. Twice does nothing. */
export function removeFolder(folder: string): void {
  if (!folders.delete(folder)) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (folders.size === 0) process.removeListener('exit', removeAll);
}

function removeAll(): void {
  for (const folder of folders) removeFolder(folder);
}
