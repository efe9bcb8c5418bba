import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { replayCommand, runCommand } from '../../src/report/index.js';

describe('replayCommand', () => {
  it('leaves plain paths plain', () => {
    expect(replayCommand('corpus/findings/fifo-1f3a9c02.json')).toBe(
      'npx skewfuzz replay corpus/findings/fifo-1f3a9c02.json',
    );
  });
});

describe('runCommand', () => {
  it('gives the shell back exactly what was given', () => {
    const kernel = `node my kernel.js --name "it's" $HOME \\ ;`;
    const command = runCommand({
      kernel,
      host: 'marimo@a b',
      only: { scenario: ['burst', 'unicode'] },
      seed: { text: '9fce02d', number: 1 },
    }).replace('npx skewfuzz', 'printf "%s\\n"');
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
      `run\n--kernel\n${kernel}\n--host-schema\nmarimo@a b\n--scenario\nburst,unicode\n--seed\n9fce02d\n`,
    );
  });
});
