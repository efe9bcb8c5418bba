import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { kernelKind } from '../../src/kernels/index.js';
import { fuzz, FuzzError } from '../../src/vitest/index.js';
import { checkOptions, FUZZ_OPTIONS } from '../../src/vitest/checkOptions.js';
import { nextCommands } from '../../src/vitest/nextCommands.js';
import { ROOT } from '../cli/runCli.js';

const check = (options: unknown): void => {
  checkOptions('mine', options, FUZZ_OPTIONS);
};

describe('skewfuzz/vitest', () => {
  it('refuses a worker thread, and says which pool to take', async () => {
    const entry = pathToFileURL(join(ROOT, 'dist', 'vitest', 'index.js')).href;
    const worker = new Worker(
      `import(${JSON.stringify(entry)}).catch((error) => {
      require('node:worker_threads').parentPort.postMessage(error.message);
    })`,
      { eval: true },
    );
    const [message] = (await once(worker, 'message')) as readonly unknown[];
    expect(message).toContain("pool: 'forks'");
    await worker.terminate();
  });

  it('takes the options it knows', () => {
    check({ kernel: 'echo' });
    check({
      kernel: kernelKind('echo', { env: {}, schema: null }),
      runs: 3,
      weights: { text: 0 },
      seed: '12',
    });
  });

  it('names each option that does not hold, before any test runs', () => {
    expect(() => {
      fuzz('mine', { kernel: '' });
    }).toThrow(FuzzError);
    expect(() => {
      check({});
    }).toThrow(/"mine".*docs\/library\.md[\s\S]*kernel/);
    for (const [wrong, word] of [
      [{ maxTime: -1 }, 'maxTime'],
      [{ max_time: 5 }, 'max_time'],
      [{ runs: 0.5 }, 'runs'],
      [{ shapes: ['valid', 'tiny'] }, 'shapes'],
      [{ weights: { tiny: 3 } }, 'tiny'],
      [{ loses: ['everything'] }, 'loses'],
      [{ oracles: [{ name: 'mine', judge: () => null }] }, 'own:'],
      [{ oracles: [1, 2].map(() => ({ name: 'own:mine', judge: () => null })) }, 'one name'],
      [{ schema: { protocol: 'shop' } }, 'schema'],
    ] as const) {
      expect(() => {
        check({ kernel: 'echo', ...wrong });
      }).toThrow(word);
    }
  });
});

describe('nextCommands', () => {
  const test = { name: 'mine (all)', file: { filepath: join(process.cwd(), 'a b.test.ts') } };

  it('names the test, and the command line where that can do the same', () => {
    expect(
      nextCommands({ kernel: 'node k.js', kernelSchema: 's.json' }, { test, file: 'corpus/x.json' }),
    ).toEqual([
      String.raw`npx vitest run 'a b.test.ts' -t 'mine \(all\)'`,
      "npx skewfuzz replay corpus/x.json --kernel 'node k.js' --kernel-schema s.json",
    ]);
    expect(nextCommands({ kernel: 'echo', loses: ['ext'] }, { test, file: 'corpus/x.json' })).toHaveLength(1);
    expect(nextCommands({ kernel: 'echo' }, { test, file: null })).toHaveLength(1);
  });
});
