import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { MEMORY_BYTES_MAX } from './limits.js';
import type { Parser } from './parser.js';

const ALONE = fileURLToPath(new URL('alone.js', import.meta.url));
const MB = 2 ** 20;
/** New objects have their own small room beside the heap's limit. */
const YOUNG_MB = 8;

let loadedMb: number | null = null;

/**
 * What reading an input needs, in bytes: in a process of its own, whose heap has no room for more than what is allowed,
 * so that garbage does not count. Infinity: that heap was not enough.
 */
export function memoryAlone(parser: Parser, input: Uint8Array): number {
  loadedMb ??= Math.ceil((readAlone(parser, new Uint8Array(0), 1_000)?.heapUsed ?? 0) / MB);
  const heapMb = loadedMb + MEMORY_BYTES_MAX / MB - YOUNG_MB;
  return readAlone(parser, input, heapMb)?.needed ?? Infinity;
}

function readAlone(
  { name }: Parser,
  input: Uint8Array,
  heapMb: number,
): { readonly needed: number; readonly heapUsed: number } | null {
  const args = [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=2', ALONE, name];
  const { status, stdout } = spawnSync(process.execPath, args, {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (status !== 0) return null;
  const { needed, heapUsed }: { needed: number; heapUsed: number } = JSON.parse(stdout);
  return { needed, heapUsed };
}
