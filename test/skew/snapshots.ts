import { readdirSync, readFileSync } from 'node:fs';
import { readSnapshot, type Snapshot } from '../../src/schema/index.js';

const FOLDER = new URL('../../schemas/', import.meta.url);
const seen = new Map<string, Snapshot>();

/** Every committed snapshot, in the order of the releases. */
export const snapshots: readonly Snapshot[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .toSorted(new Intl.Collator('en', { numeric: true }).compare)
  .map(read);

function read(file: string): Snapshot {
  // A file may say only what it has otherwise than another release.
  const known: (text: string, baseNamed: (protocol: string, release: string) => Snapshot) => Snapshot =
    readSnapshot;
  const snapshot =
    seen.get(file) ??
    known(readFileSync(new URL(file, FOLDER), 'utf8'), (protocol, release) =>
      read(`${protocol}-${release}.json`),
    );
  seen.set(file, snapshot);
  return snapshot;
}
