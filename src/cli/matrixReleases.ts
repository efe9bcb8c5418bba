import type { MatrixRelease } from '../runner/index.js';
import { UsageError } from './usageError.js';

const RELEASE = /^\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)*$/u;

/**
 * Reads `0.19.0..latest`, `0.23.3,0.24.0`, `..`: releases, newest first. A range means the releases that ship with this
 * package; any other may be named by itself, as may the path of a checkout or of a wheel, which come first.
 *
 * @param known the releases that ship, oldest first
 */
export function readReleases(text: string, known: readonly string[]): readonly MatrixRelease[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) throw unreadable(text, known);
  const releases = items.filter((item) => !isPath(item)).flatMap((item) => releasesOf(item, known));
  const names = [...new Set([...items.filter(isPath), ...releases.toSorted((a, b) => -inOrder(a, b))])];
  return names.map((name) => ({ name, kernel: `marimo@${name}` }));
}

function isPath(item: string): boolean {
  return item.includes('/') || item.endsWith('.whl');
}

function releasesOf(item: string, known: readonly string[]): readonly string[] {
  const latest = known.at(-1) ?? '';
  const named = (end: string): string => (end === 'latest' ? latest : end);
  const [first = '', second, ...more] = item.split('..').map(named);
  if (second === undefined && RELEASE.test(first)) return [first];
  const from = first === '' ? (known[0] ?? '') : first;
  const to = second === undefined || second === '' ? latest : second;
  if (second === undefined || more.length > 0 || !RELEASE.test(from) || !RELEASE.test(to)) {
    throw unreadable(item, known);
  }
  const within = known.filter((release) => inOrder(from, release) <= 0 && inOrder(release, to) <= 0);
  if (within.length > 0) return within;
  throw new UsageError(
    `No release lies within ${item}: a range means the releases that ship with skewfuzz, ${known.join(', ')}. ` +
      'Name any other by itself, such as 0.24.1.',
  );
}

function inOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function unreadable(text: string, known: readonly string[]): UsageError {
  return new UsageError(
    `Could not read the releases ${JSON.stringify(text)}: expected a release, a range or a path, separated by commas, such as ` +
      `0.23.3..latest or 0.23.3,0.24.0 or ../marimo. The releases that ship are ${known.join(', ')}.`,
  );
}
