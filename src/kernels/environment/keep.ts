import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { randomBytes } from 'node:crypto';

import { KernelError } from '../kernelError.js';
import { processLives } from '../processLives.js';
import { cacheFolder } from './cacheFolder.js';

/** Something that is made once, in a folder of its own, and found again by its name. */
export interface Keepsake<Kept> {
  /** Equal ones have equal names. */
  readonly name: string;
  /** For a person. */
  readonly title: string;
  /** What it is, if it works; null when it is broken. */
  readonly check: (folder: string) => Promise<Kept | null>;
  /** Fills the folder, which does not exist yet. */
  readonly make: (folder: string) => Promise<void>;
}

/** Where a keepsake of that name is found. */
export function keptAt(name: string): string {
  return join(environments(), name);
}

function environments(): string {
  return join(cacheFolder(), 'environments');
}

/**
 * What is kept under that name; made when it is not there, or does not work any more.
 *
 * Each run makes it in a folder of its own, and publishes it when it is whole, by a link with the name that all runs look
 * for. So no run ever sees half of one, two runs that race need no lock, and nothing is ever moved.
 *
 * @throws KernelError `install-failed`, and what `make` throws
 */
export async function keep<Kept>(keepsake: Keepsake<Kept>): Promise<Kept> {
  const cache = environments();
  const link = keptAt(keepsake.name);
  const known = await published(link, keepsake);
  if (known !== null) return known;
  writing(cache, () => {
    mkdirSync(cache, { recursive: true });
    // Whatever it led to is broken or gone.
    rmSync(link, { force: true });
  });
  removeAbandoned(cache);
  const folder = `${link}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await keepsake.make(folder);
    if ((await keepsake.check(folder)) === null)
      throw unfit(keepsake, folder, `Remove ${cache} and try again.`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  try {
    symlinkSync(basename(folder), link);
  } catch {
    // Another run was faster; one of the two is enough.
    rmSync(folder, { recursive: true, force: true });
  }
  const made = await published(link, keepsake);
  if (made === null) throw unfit(keepsake, link, 'Remove it and try again.');
  return made;
}

/** What is behind a link, if it is there and works: the Python it was made from may have been removed. */
async function published<Kept>(link: string, { check }: Keepsake<Kept>): Promise<Kept | null> {
  try {
    return await check(realpathSync(link));
  } catch {
    return null;
  }
}

function unfit({ title }: Keepsake<unknown>, folder: string, remedy: string): KernelError {
  return new KernelError(
    'install-failed',
    `Made ${title} in ${folder}: expected it to work and to import what it must hold, it does not. ${remedy}`,
  );
}

/** Removes what a run left behind that was ended in the middle: its process id stands in the name. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const [, pid] = /\.(\d+)\.[0-9a-f]{8}$/u.exec(name) ?? [];
    if (pid !== undefined && !processLives(Number(pid)) && !isPublished(cache, name)) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

function isPublished(cache: string, name: string): boolean {
  const link = join(cache, name.replace(/\.\d+\.[0-9a-f]{8}$/u, ''));
  try {
    return realpathSync(link) === realpathSync(join(cache, name));
  } catch {
    return false;
  }
}

function writing(folder: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new KernelError(
      'install-failed',
      `Wrote to the cache folder ${folder}: expected to be allowed to, got: ${cause instanceof Error ? cause.message : ''}. ` +
        'Set SKEWFUZZ_CACHE to a folder that can be written.',
      cause,
    );
  }
}
