import { describe, expect, it } from 'vitest';

import { kernelKind, KernelError, newestMarimoSchema } from '../../src/kernels/index.js';

const NOTHING = { env: {}, schema: null };

describe('kernelKind', () => {
  it.each([
    ['echo', 'echo', 'echo'],
    ['echo:msgpackr', 'echo:msgpackr', 'echo'],
    ['echo:typed', 'echo:typed', 'echo'],
    ['echo:in-process', 'echo:in-process', 'echo'],
    ['mutant:nan-to-null', 'mutant:nan-to-null', 'echo'],
    ['typed-echo', 'typed-echo', 'echo'],
    ['typed-echo@0.24.0', 'typed-echo@0.24.0', 'echo'],
    ['typed-echo:schemas/own.json', 'typed-echo:schemas/own.json', 'echo'],
    ['typed-echo:marimo@0.25.0', 'typed-echo:marimo@0.25.0', 'echo'],
    ['marimo', 'marimo', 'program'],
    ['marimo@0.24.0', 'marimo@0.24.0', 'program'],
    ['node kernel.js', 'node kernel.js', 'echo'],
    ['echoes', 'echoes', 'echo'],
  ])('finds %s', (spec, name, answers) => {
    const kind = kernelKind(spec, NOTHING);
    expect([kind.name, kind.answers]).toEqual([name, answers]);
  });

  it('knows by what each kind decodes', () => {
    expect(kernelKind('echo', NOTHING).schema).toBeNull();
    expect(kernelKind('echo:typed', NOTHING).schema?.release).toBe(newestMarimoSchema().release);
    expect(kernelKind('mutant:leak-extra-field', NOTHING).schema).not.toBeNull();
    expect(kernelKind('typed-echo', NOTHING).schema?.protocol).toBe('marimo');
    expect(kernelKind('node kernel.js', { env: {}, schema: newestMarimoSchema() }).schema).toBe(
      newestMarimoSchema(),
    );
  });

  it('starts a command with quotes in it, and with what is added to its environment', async () => {
    const text = `console.log("KERNEL_READY " + JSON.stringify({loses:[process.env.A]})); setInterval(() => {}, 1000)`;
    const kernel = await kernelKind(`node -e '${text}'`, { env: { A: 'b c' }, schema: null }).launch();
    expect(kernel.loses).toEqual(['b c']);
    await kernel.kill();
  });

  it.each(['', `node 'x`, 'mutant:none', 'marimo@9.9.9.nowhere', 'typed-echo@nowhere'])(
    'refuses %j',
    (spec) => {
      expect(() => kernelKind(spec, NOTHING)).toThrow(KernelError);
    },
  );

  it('refuses a schema for a kernel that knows its own', () => {
    expect(() => kernelKind('echo', { env: {}, schema: newestMarimoSchema() })).toThrow(KernelError);
  });

  it('tells what is missing when a kernel is started before it was prepared', async () => {
    for (const spec of ['typed-echo', 'typed-echo:own.json']) {
      await expect(kernelKind(spec, NOTHING).launch()).rejects.toThrow('prepare()');
    }
  });
});
