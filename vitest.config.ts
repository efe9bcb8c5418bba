import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What measures time with sockets and processes of its own: on two cores it would otherwise measure its neighbour. */
const ALONE: string[] = [
  'test/mutants/**/*.test.ts',
  'test/transport/**/*.test.ts',
  'test/kernels/*.test.ts',
  'test/runner/*.test.ts',
  'test/soak/**/*.test.ts',
  'test/hostile/**/*.test.ts',
  'test/cli/sudden.test.ts',
];

// zeromq aborts the process when it is used off the main thread, so the pool is forks, never threads.
const config: ViteUserConfig = defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 300_000,
    teardownTimeout: 5_000,
    retry: 0,
    setupFiles: ['test/seedOfTests.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

export default config;
