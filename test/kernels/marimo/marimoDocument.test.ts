import { readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { marimoDocument } from '../../../src/kernels/marimo/marimoDocument.js';
import { newestMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import { channelsTo, taggedRecords } from '../../../src/schema/index.js';

const FILE = new URL('../../../docs/marimo.md', import.meta.url);

describe('docs/marimo.md', () => {
  const schema = newestMarimoSchema();

  it('is up to date', () => {
    const document = marimoDocument(schema);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, document);
    expect(readFileSync(FILE, 'utf8')).toBe(document);
  });

  it('has one row for every command of every channel', () => {
    const document = marimoDocument(schema);
    for (const { name } of channelsTo(schema, 'to-kernel')) {
      const rows = document.split('\n').filter((line) => line.startsWith(`| ${name} |`));
      const tags = taggedRecords(schema, name).map(({ tag }) => `| ${name} | \`${String(tag)}\` |`);
      expect(rows).toHaveLength(Math.max(1, tags.length));
      for (const [index, tag] of tags.entries()) expect(rows[index]).toContain(tag);
    }
    expect(document).not.toContain('nothing: unknown');
  });
});
