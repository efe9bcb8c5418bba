#!/usr/bin/env node
import { traceOf } from './echoLoop.js';
import { runEcho } from './runEcho.js';

try {
  process.exitCode = await runEcho(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${traceOf(error)}\n`);
  process.exitCode = 1;
}
