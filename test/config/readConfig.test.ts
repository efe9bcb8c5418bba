import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, findConfig, readConfig } from '../../src/config/index.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What is told, without the folder. */
async function refusal(name: string, text: string): Promise<string> {
  const path = written(name, text);
  const error: unknown = await readConfig(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  return error instanceof Error ? error.message.replaceAll(`${folder}/`, '') : '';
}

const whole = {
  maxTime: '30m',
  corpus: 'corpus',
  report: 'out',
  targets: [
    {
      name: 'mine',
      kernel: 'python my_kernel.py',
      share: 2,
      shapes: ['valid', 'new-tag'],
      weights: { valid: 32, 'new-tag': 0 },
      env: { LEVEL: '1' },
      allow: [{ outcome: 'dropped-logged', tag: 'ping', because: 'its protocol says so' }],
      paths: ['src'],
    },
  ],
};

describe('readConfig', () => {
  it('reads JSON', async () => {
    expect(await readConfig(written('c.json', JSON.stringify(whole)))).toEqual(whole);
  });

  it('runs TypeScript with types, defineConfig and the environment', async () => {
    process.env['SKEWFUZZ_TEST_LEVEL'] = '7';
    const path = written(
      'skewfuzz.config.ts',
      `import { defineConfig, type Config } from 'skewfuzz';
       const share: number = Number(process.env['SKEWFUZZ_TEST_LEVEL']);
       const config: Config = defineConfig({ targets: [{ name: 'one', kernel: 'echo', share }] });
       export default config satisfies Config;`,
    );
    expect(await readConfig(path)).toEqual({ targets: [{ name: 'one', kernel: 'echo', share: 7 }] });
  });

  it.each([
    [
      'an unknown setting',
      '{\n  "targets": [\n    {"name": "a", "kernel": "echo", "shares": 2}\n  ]\n}',
      'c.json:3:37: targets[0].shares: there is no such setting',
    ],
    [
      'a wrong value',
      '{\n "maxTime": "3 parsecs",\n "targets": [{"name": "a", "kernel": "echo"}]}',
      'c.json:2:13: maxTime: must be a number with ms, s, m or h, such as 30m; got "3 parsecs"',
    ],
    [
      'an unknown shape in the weights',
      '{"targets": [{"name": "a", "kernel": "echo",\n "weights": {"no-such": 1}}]}',
      /^c\.json:2:14: targets\[0\]\.weights/,
    ],
    [
      'an unknown outcome',
      '{"targets": [{"name": "a", "kernel": "echo", "allow": [\n{"outcome": "lost", "because": "x"}]}]}',
      /^c\.json:2:13: targets\[0\]\.allow\[0\]\.outcome: .*"dropped-logged".*; got "lost"/,
    ],
    [
      'what is missing',
      '{"targets": [\n  {"name": "a"}]}',
      /^c\.json:2:3: targets\[0\]\.kernel: .*it is missing/,
    ],
    [
      'a name that is there twice',
      '{"targets": [{"name": "a", "kernel": "echo"},\n{"name": "a", "kernel": "echo"}]}',
      'c.json:2:10: targets[1].name: a is there twice; got "a"',
    ],
    [
      'a key that is there twice',
      '{"corpus": "a",\n "corpus": "b", "targets": [{"name": "a", "kernel": "echo"}]}',
      'c.json:2:2: corpus is there twice',
    ],
    ['a comma too many', '{\n  "corpus": "a",\n}', /^c\.json:3:1: it is not JSON/],
    ['an end too early', '{\n  "corpus": "a"', /^c\.json:2:16: it is not JSON/],
    ['no target', '{"targets": []}', /^c\.json:1:13: targets: /],
  ])('tells the line and the column of %s', async (_what, text, told) => {
    const message = await refusal('c.json', text);
    if (typeof told === 'string') expect(message).toBe(told);
    else expect(message).toMatch(told);
  });

  it('tells the path of the value in TypeScript, and its line where that is plain', async () => {
    const message = await refusal(
      'skewfuzz.config.ts',
      `// maxTime: 'a comment'\nexport default {\n  maxTime: 'soon',\n  targets: [\n    { name: 'a', kernel: 'echo' },\n    { name: 'b', kernel: 7 },\n  ],\n};\n`,
    );
    expect(message.split('\n')).toEqual([
      'skewfuzz.config.ts:3:12: maxTime: must be a number with ms, s, m or h, such as 30m; got "soon"',
      expect.stringMatching(/^skewfuzz\.config\.ts(:4:3)?: targets\[1\]\.kernel: .*; got 7$/),
    ]);
  });

  it('tells where TypeScript does not parse or does not run', async () => {
    expect(await refusal('a.ts', 'export default {\n  targets: [,\n')).toMatch(
      /^a\.ts:3:\d+: it could not be run/,
    );
    expect(await refusal('b.ts', "\nthrow new Error('no such kernel here');\n")).toMatch(
      /^b\.ts:2:\d+: it could not be run: no such kernel here/,
    );
  });

  it('says which file is not there', async () => {
    await expect(readConfig(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: could not read the config/,
    );
  });
});

describe('findConfig', () => {
  it('finds one, and refuses two', () => {
    expect(findConfig(folder)).toBeNull();
    written('skewfuzz.config.json', '{}');
    expect(findConfig(folder)).toBe('skewfuzz.config.json');
    written('skewfuzz.config.ts', '');
    expect(() => findConfig(folder)).toThrow(
      /expected one, found skewfuzz\.config\.ts and skewfuzz\.config\.json/,
    );
  });
});
