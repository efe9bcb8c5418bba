import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOST_MUTANTS, MUTANTS } from '../../src/kernels/index.js';
import { ORACLES } from '../../src/oracles/index.js';

const DOCUMENT = readFileSync(new URL('../../docs/oracles.md', import.meta.url), 'utf8');

/** What docs/oracles.md says of one oracle. */
function section(name: string): string {
  const [, text = ''] = DOCUMENT.split(`\n## ${name}\n`);
  return text.split('\n## ')[0] ?? '';
}

describe('docs/oracles.md', () => {
  it.each(ORACLES.map(({ name }) => name))(
    'says what %s promises, cannot see, and which mutants prove it',
    (name) => {
      const mutants = [...MUTANTS, ...HOST_MUTANTS]
        .filter(({ oracle }) => oracle === name)
        .map((mutant) => mutant.name);
      const text = section(name);
      expect(text).toContain('Promises:');
      expect(text).toContain('Cannot see:');
      const [, proof = ''] = text.split('Proven by');
      const named = [...proof.matchAll(/`([a-z0-9-]+)`/gu)].map(([, mutant]) => mutant);
      expect(new Set(named)).toEqual(new Set(mutants));
    },
  );
});
