import { describe, expect, it } from 'vitest';

import { newestMarimoSchema } from '../../../src/kernels/index.js';
import { cellPlan } from '../../../src/runner/matrix/cellPlan.js';

const OWN = { name: 'own', schema: null, option: null };
const NEWEST = { name: '2', schema: newestMarimoSchema(), option: 'marimo@2' };
const releases = ['2', '1'].map((name) => ({ name, kernel: `marimo@${name}` }));

function places(hosts: Parameters<typeof cellPlan>[0]['hosts']): readonly string[] {
  return cellPlan({ releases, pythons: ['3.11', '3.12'], hosts }).map(
    ({ release, python, host }) => `${release.name} ${python} ${host.name}`,
  );
}

describe('cellPlan', () => {
  it('goes through all releases, interpreters and hosts, and asks for one version once', () => {
    expect(places([OWN, NEWEST])).toEqual([
      '2 3.11 own',
      '2 3.12 own',
      '1 3.11 own',
      '1 3.12 own',
      '1 3.11 2',
      '1 3.12 2',
    ]);
  });

  it('keeps the host of the same version where there is no other', () => {
    expect(places([NEWEST])).toEqual(['2 3.11 2', '2 3.12 2', '1 3.11 2', '1 3.12 2']);
  });
});
