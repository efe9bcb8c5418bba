import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A fresh folder for each test of a file, removed afterwards. */
export function folder(): { readonly path: string } {
  const current = { path: '' };
  beforeEach(async () => {
    current.path = await mkdtemp(join(tmpdir(), 'skewfuzz-corpus-'));
  });
  afterEach(async () => {
    await rm(current.path, { recursive: true, force: true });
  });
  return current;
}
