import { readFileSync } from 'node:fs';

import { attempt } from './judge.js';
import { collectGarbage, forgetPeak, peakBytes, residentBytes } from './memory.js';
import { PARSERS } from './parsers.js';

/** Reads the input on stdin with the reader that is named, alone in this process, and prints the bytes that took and the heap before. */
const parser = PARSERS.find(({ name }) => name === process.argv[2]) ?? PARSERS[0];
const input = readFileSync(0);
// What is loaded and compiled at the first call is no cost of an input.
for (const valid of parser.language.valid) attempt(parser, valid);
collectGarbage();
const before = residentBytes();
const { heapUsed } = process.memoryUsage();
forgetPeak();
attempt(parser, input);
process.stdout.write(JSON.stringify({ needed: peakBytes() - before, heapUsed }));
