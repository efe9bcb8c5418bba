import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import {
  KernelError,
  NEWEST_MARIMO,
  newestMarimoSchema,
  shippedMarimoReleases,
  shippedMarimoSchema,
} from '../../src/kernels/index.js';
import { fingerprint, writeDelta, writeSnapshot } from '../../src/schema/index.js';

const releases = shippedMarimoReleases();
const textOf = (release: string): string =>
  readFileSync(new URL(`../../schemas/marimo-${release}.json`, import.meta.url), 'utf8');

describe('the snapshots that ship', () => {
  it('are of every line from 0.19 to the newest, oldest first', () => {
    const lines = new Set(releases.map((release) => release.split('.', 2).join('.')));
    expect([...lines]).toEqual(['0.19', '0.20', '0.21', '0.22', '0.23', '0.24', '0.25']);
    expect([releases[0], releases[2], releases.at(-1)]).toEqual(['0.19.0', '0.19.7', NEWEST_MARIMO]);
    expect(releases.length).toBeGreaterThanOrEqual(10);
  });

  it.each(releases)('%s is read, and has the fingerprint its exporter gave it', (release) => {
    const snapshot = shippedMarimoSchema(release);
    const stored: { fingerprint: string } = JSON.parse(textOf(release));
    expect(snapshot).toMatchObject({ protocol: 'marimo', release, fingerprint: stored.fingerprint });
    expect(fingerprint(snapshot)).toBe(stored.fingerprint);
  });

  it.each(releases)('%s is stored as it would be again: the newest whole, others by the next', (release) => {
    const snapshot = shippedMarimoSchema(release);
    const next = releases[releases.indexOf(release) + 1];
    const text =
      next === undefined
        ? writeSnapshot(snapshot, snapshot.made)
        : writeDelta(snapshot, shippedMarimoSchema(next));
    expect(textOf(release)).toBe(text);
  });

  it('take far less room than they would one by one', () => {
    const stored = releases.reduce((sum, release) => sum + textOf(release).length, 0);
    const whole = releases
      .map(shippedMarimoSchema)
      .reduce((sum, snapshot) => sum + writeSnapshot(snapshot, snapshot.made).length, 0);
    expect(stored / whole).toBeLessThan(0.2);
  });

  it('end with the newest', () => {
    expect(shippedMarimoSchema(NEWEST_MARIMO)).toBe(newestMarimoSchema());
  });

  it('are of no other release', () => {
    expect(() => shippedMarimoSchema('0.19.99')).toThrow(KernelError);
  });
});
