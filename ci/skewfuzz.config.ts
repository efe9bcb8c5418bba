import { defineConfig } from 'skewfuzz';

/** What is fuzzed each night, and on a pull request where one of its paths changed. */
export default defineConfig({
  maxTime: '30m',
  targets: [
    { name: 'echo', kernel: 'echo', paths: ['src', 'package-lock.json'] },
    { name: 'typed-echo', kernel: 'typed-echo', paths: ['src', 'python', 'schemas', 'package-lock.json'] },
    { name: 'marimo', kernel: 'marimo', share: 2, paths: ['src', 'python', 'schemas', 'package-lock.json'] },
  ],
});
