#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT_ERROR } from './exitCodes.js';
import { program } from './program.js';

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_ERROR;
  if (!(error instanceof CommanderError)) tell(error);
}

function tell(error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  // Errors of our own say what to do; of any other, the place where it arose is the best that can be told.
  const ours = [
    'UsageError',
    'CorpusError',
    'ReportError',
    'KernelError',
    'RunnerError',
    'SchemaError',
    'WireError',
  ].includes(name);
  process.stderr.write(`skewfuzz: ${ours ? message : (stack ?? message)}\n`);
}
