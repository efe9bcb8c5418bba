#!/usr/bin/env node
import { traceOf } from './echoLoop.js';
import { runEchoHost } from './runEchoHost.js';

try {
  process.exitCode = await runEchoHost(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${traceOf(error)}\n`);
  process.exitCode = 1;
}
