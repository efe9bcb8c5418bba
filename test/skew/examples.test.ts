import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/schema/index.js';
import { apply, diff, SKEW_OP_KINDS } from '../../src/skew/index.js';
import { BEFORE, demo, EXAMPLES } from './examples.js';
import { skewDocument } from './skewDocument.js';

const FILE = new URL('../../docs/skew.md', import.meta.url);

describe('an example of each op', () => {
  it.each(SKEW_OP_KINDS)('%s is found again', (kind) => {
    const from = apply(demo, BEFORE[kind] ?? []);
    const to = apply(from, [EXAMPLES[kind]]);
    expect(canonicalJson(diff(from, to))).toBe(canonicalJson([EXAMPLES[kind]]));
  });

  it('is what docs/skew.md shows', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, skewDocument());
    expect(readFileSync(FILE, 'utf8')).toBe(skewDocument());
  });
});
