import { defineConfig, type ViteUserConfig } from 'vitest/config';

// ZeroMQ's sockets work on the main thread of a process only: forks, never threads.
const config: ViteUserConfig = defineConfig({ test: { pool: 'forks', include: ['*.test.ts'] } });

export default config;
