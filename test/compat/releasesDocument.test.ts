import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { releasesDocument } from './releasesDocument.js';

const FILE = new URL('../../docs/releases.md', import.meta.url);

describe('docs/releases.md', () => {
  it('is what the comparison of neighbouring releases says', () => {
    const text = releasesDocument();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, text);
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });
});
