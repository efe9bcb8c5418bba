import { describe, expect, it } from 'vitest';
import { newestMarimoSchema, type KernelKind } from '../../src/kernels/index.js';
import { marimoKernel, typedEchoKernel } from '../../src/kernels/index.js';
import { targetOf } from '../../src/runner/targetOf.js';

const schema = newestMarimoSchema();

/** A kind that was prepared with this msgspec. */
function having(kind: KernelKind, msgspec: string): KernelKind {
  return {
    name: kind.name,
    answers: kind.answers,
    schema,
    versions: () => ({ msgspec }),
    prepare: async (progress) => kind.prepare(progress),
    launch: async () => kind.launch(),
    watch: () => kind.watch(),
    probes: (nonce) => kind.probes(nonce),
  };
}

describe('targetOf', () => {
  it.each([marimoKernel('marimo'), typedEchoKernel(null)])(
    'tells the oracles by which msgspec $name decodes',
    (kind) => {
      const { answers } = targetOf(having(kind, '0.20.0'), schema, { loses: [] });
      expect(answers).toMatchObject({ msgspec: '0.20.0' });
    },
  );
});
