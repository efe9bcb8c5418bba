import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUZZ_OPTIONS } from '../../src/vitest/checkOptions.js';
import { ROOT } from '../cli/runCli.js';

const page = readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8');
const programs = readdirSync(join(ROOT, 'examples'))
  .filter((name) => /\.[jt]s$/.test(name))
  .map((name) => readFileSync(join(ROOT, 'examples', name), 'utf8'));

describe('docs/library.md', () => {
  const snippets = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

  it.each(snippets)('shows a part of an example, which its own test runs: %s', (code) => {
    expect(programs.some((program) => program.includes(code))).toBe(true);
  });

  it('shows some', () => {
    expect(snippets.length).toBeGreaterThan(4);
  });

  it('has a row for every option, and an option for every row', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    const checked = FUZZ_OPTIONS.safeParse(
      Object.fromEntries([...rows, 'noSuchOption'].map((name) => [name, undefined])),
    );
    const strange = checked.error?.issues.flatMap((issue) => ('keys' in issue ? issue.keys : []));
    expect(strange).toEqual(['noSuchOption']);
    expect(new Set(rows).size).toBe(15);
  });
});

describe('the examples', () => {
  it('are short', () => {
    expect(
      programs.map((program) => program.trimEnd().split('\n').length).filter((lines) => lines >= 60),
    ).toEqual([]);
  });
});
