#!/usr/bin/env node
import { runEcho } from './runEcho.js';

try {
  process.exitCode = await runEcho(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
