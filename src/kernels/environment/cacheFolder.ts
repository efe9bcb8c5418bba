import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where environments are kept from run to run: `SKEWFUZZ_CACHE`, else `skewfuzz` in the user's cache folder. */
export function cacheFolder(): string {
  const own = process.env['SKEWFUZZ_CACHE'] ?? '';
  const users = process.env['XDG_CACHE_HOME'] ?? '';
  return own !== '' ? own : join(users !== '' ? users : join(homedir(), '.cache'), 'skewfuzz');
}
