import { renameSync, writeFileSync } from 'node:fs';

/** Two runs may write at once: each writes a file of its own and renames it, so nobody ever reads half of one. */
export function writeWhole(file: string, text: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text);
  renameSync(own, file);
}
