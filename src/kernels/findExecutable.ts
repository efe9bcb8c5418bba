import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The file that a command name stands for, as a shell would find it; null when there is none. */
export function findExecutable(command: string, path: string | undefined, cwd: string): string | null {
  if (command.includes('/')) {
    const file = resolve(cwd, command);
    return isExecutable(file) ? file : null;
  }
  for (const folder of (path ?? '').split(delimiter)) {
    const file = join(folder === '' ? cwd : folder, command);
    if (isExecutable(file)) {
      return file;
    }
  }
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
