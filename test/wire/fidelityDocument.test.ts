import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fidelityDocument, LOSSES } from '../../src/wire/index.js';

const FILE = new URL('../../docs/fidelity.md', import.meta.url);

describe('docs/fidelity.md', () => {
  it('is what the fidelity table and the codecs say', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, fidelityDocument());
    expect(readFileSync(FILE, 'utf8')).toBe(fidelityDocument());
  });

  it('names every loss', () => {
    for (const { name } of LOSSES)
      expect(fidelityDocument()).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
  });
});
