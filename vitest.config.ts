import { defineConfig, type ViteUserConfig } from 'vitest/config';

// zeromq aborts the process when it is used off the main thread, so the pool is forks, never threads;
// one file at a time, because socket tests on two cores would otherwise measure each other.
const config: ViteUserConfig = defineConfig({
  test: {
    pool: 'forks',
    fileParallelism: false,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    teardownTimeout: 5_000,
    retry: 0,
    setupFiles: ['test/seedOfTests.ts'],
  },
});

export default config;
