import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { UNSURE } from '../../src/schema/index.js';

it('docs/schemas.md has a row for each thing that an import may leave open', () => {
  const text = readFileSync(new URL('../../docs/schemas.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('| about'));
  const rows = [...section.matchAll(/^\| (\w+) +\| (.*?) +\|$/gmu)].map(([, about, meaning]) => [
    about,
    meaning,
  ]);
  expect(rows.slice(1)).toEqual(Object.entries(UNSURE));
});
