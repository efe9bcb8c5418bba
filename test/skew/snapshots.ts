import { readdirSync, readFileSync } from 'node:fs';
import { readSnapshot, type Schema } from '../../src/schema/index.js';

const FOLDER = new URL('../../schemas/', import.meta.url);

/** Every committed snapshot, in the order of the releases. */
export const snapshots: readonly Schema[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .toSorted(new Intl.Collator('en', { numeric: true }).compare)
  .map((name) => readSnapshot(readFileSync(new URL(name, FOLDER), 'utf8')));
