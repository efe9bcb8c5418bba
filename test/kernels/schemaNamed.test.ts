import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { newestMarimoSchema, schemaNamed, shippedMarimoSchema, typeSchema } from '../../src/kernels/index.js';
import { writeSnapshot } from '../../src/schema/index.js';
import { marimoPython } from './marimo/marimoForTests.js';
import { describeWithPython } from './withPython.js';

const KINDS = fileURLToPath(new URL('../python', import.meta.url));
const told: string[] = [];
const named = (name: string): ReturnType<typeof schemaNamed> => schemaNamed(name, (line) => told.push(line));

describe('schemaNamed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes the releases that ship, also those that no kernel here can be started of', async () => {
    expect(await named('marimo')).toBe(newestMarimoSchema());
    expect(await named('marimo@0.19.0')).toBe(shippedMarimoSchema('0.19.0'));
    expect(told).toEqual([]);
  });

  it('reads the file of a snapshot, and one of those that ship', async () => {
    const { made, ...schema } = newestMarimoSchema();
    const file = join(folder, 'own.json');
    writeFileSync(file, writeSnapshot({ ...schema, release: 'own' }, made));
    expect((await named(file)).release).toBe('own');
    const shipped = fileURLToPath(new URL('../../schemas/marimo-0.20.4.json', import.meta.url));
    expect(await named(shipped)).toEqual(shippedMarimoSchema('0.20.4'));
  });

  it.each([['marimo@'], ['nowhere/snapshot.json'], ['shop.messages'], ['shop:'], ['1shop:Order'], ['']])(
    'refuses %j',
    async (name) => {
      await expect(named(name)).rejects.toMatchObject({ name: 'KernelError', kind: 'bad-command' });
    },
  );
});

describeWithPython('the types of a Python package', () => {
  let python = '';
  beforeAll(async () => {
    python = await marimoPython();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('are a channel each', async () => {
    const types = ['kinds:Message', 'kinds:Text'];
    const { protocol, channels } = await typeSchema({ types, codec: 'json', python, folder: KINDS });
    expect(protocol).toBe('kinds');
    expect(channels.map(({ name, envelope }) => [name, envelope[0]?.codec])).toEqual([
      ['Message', 'json'],
      ['Text', 'json'],
    ]);
  });

  it('are found by name, where the user says that Python looks', async () => {
    vi.stubEnv('SKEWFUZZ_PYTHON', python);
    vi.stubEnv('PYTHONPATH', KINDS);
    const { channels } = await named('kinds:Message');
    expect(channels.map(({ python: place }) => place)).toEqual(['kinds:Message']);
  });

  it.each<[why: string, types: readonly string[], kind: string, said: RegExp]>([
    ['no type', [], 'bad-command', /expected MODULE:TYPE, like shop.messages:Order, got none/u],
    ['an option', ['--help'], 'bad-command', /got "--help"/u],
    ['a module that is not there', ['nowhere:T'], 'bad-schema', /nowhere cannot be imported/u],
    ['a type that is not there', ['kinds:NoSuch'], 'bad-schema', /kinds:NoSuch was not found/u],
  ])('refuse %s', async (_why, types, kind, said) => {
    const error = await typeSchema({ types, python, folder: KINDS }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'KernelError', kind, message: expect.stringMatching(said) });
  });

  it('need msgspec, and say so', async () => {
    // The isolated mode of a plain Python has none of an environment's packages.
    const folder = mkdtempSync(join(tmpdir(), 'bare-'));
    const bare = join(folder, 'python');
    writeFileSync(bare, `#!/bin/sh\nexec ${python} -S "$@"\n`, { mode: 0o755 });
    const exporting = typeSchema({ types: ['kinds:Text'], python: bare, folder: KINDS });
    await expect(exporting).rejects.toThrow(/msgspec is not installed for this Python/u);
    rmSync(folder, { recursive: true });
  });
});
