import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import { KernelError } from '../kernelError.js';
import { NEWEST_MARIMO } from '../marimoRelease.js';

/** Where marimo comes from. */
export type MarimoSource =
  | { readonly kind: 'release'; readonly release: string }
  | { readonly kind: 'checkout'; readonly path: string }
  | { readonly kind: 'wheel'; readonly path: string };

/** The first release of a kind of kernel, and what the ones before it lack. */
export interface FirstRelease {
  readonly release: readonly [number, number, number];
  readonly because: string;
}

const FIRST: FirstRelease = {
  release: [0, 19, 0],
  because: 'older releases have other commands, in other modules',
};
const RELEASE = /^\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)*$/u;

/**
 * What stands after `--kernel`: `marimo`, `marimo@0.24.0`, `marimo@path/to/checkout` or `marimo@file.whl`.
 *
 * @throws KernelError `bad-command` when it is none of these, or a release that is too old
 */
export function marimoSource(spec: string): MarimoSource {
  const source = marimoNamed(spec);
  if (source.kind === 'release') refuseOldRelease(source.release);
  return source;
}

/**
 * As {@link marimoSource}, of any release.
 *
 * @throws KernelError `bad-command` when it is none of these
 */
export function marimoNamed(spec: string): MarimoSource {
  const [name, ...rest] = spec.split('@');
  const wanted = rest.length === 0 ? NEWEST_MARIMO : rest.join('@');
  if (name !== 'marimo' || wanted === '') throw unreadable(spec, 'something else');
  if (RELEASE.test(wanted)) return { kind: 'release', release: wanted };
  const path = resolve(wanted);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw unreadable(spec, `a path that does not exist: ${path}`);
  if (stat.isFile() && path.endsWith('.whl')) return { kind: 'wheel', path };
  if (stat.isDirectory()) return { kind: 'checkout', path };
  throw unreadable(spec, `a file that is no wheel: ${path}`);
}

/**
 * Lets through what is no plain release: a checkout may call itself anything.
 *
 * @throws KernelError `bad-command` for a release that is too old
 */
export function refuseOldRelease(release: string, first: FirstRelease = FIRST): void {
  if (!RELEASE.test(release)) return;
  const parts = release.split('.', 3).map((part) => Number.parseInt(part, 10));
  const differing = first.release.findIndex((number, index) => number !== (parts[index] ?? 0));
  if (differing === -1 || (parts[differing] ?? 0) > (first.release[differing] ?? 0)) return;
  throw new KernelError(
    'bad-command',
    `Was asked for marimo ${release}: expected ${first.release.join('.')} or newer, because ${first.because}. ` +
      'Choose a newer release.',
  );
}

function unreadable(spec: string, got: string): KernelError {
  return new KernelError(
    'bad-command',
    `Read "${spec}": expected marimo, marimo@RELEASE (like marimo@${NEWEST_MARIMO}), marimo@CHECKOUT (a folder) ` +
      `or marimo@FILE.whl, got ${got}.`,
  );
}
