import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replayCommand, testCommand } from '../report/index.js';
import type { KernelUnderTest, NamedSchema } from './options.js';

export interface Failed {
  readonly test: { readonly name: string; readonly file: { readonly filepath: string } };
  /** The case file; null: there is none. */
  readonly file: string | null;
}

/** What to type to see it again: the test, which replays what it found; and the command line, where it can do the same. */
export function nextCommands(options: KernelUnderTest, { test, file }: Failed): readonly string[] {
  const again = testCommand(relative(process.cwd(), test.file.filepath), test.name);
  const spoken = file === null ? null : spokenOptions(options);
  return file === null || spoken === null ? [again] : [again, replayCommand(file, spoken)];
}

/** The options by which the command line does the same; null: it cannot, what is given as code it does not know. */
function spokenOptions(options: KernelUnderTest): Readonly<Record<string, string>> | null {
  const { kernel, kernelSchema, schema, oracles = [], loses = [], env = {} } = options;
  if (typeof kernel !== 'string' || oracles.length + loses.length + Object.keys(env).length > 0) return null;
  const names = { 'kernel-schema': kernelSchema, 'host-schema': schema };
  const spoken: Record<string, string> = { kernel };
  for (const [name, given] of Object.entries(names)) {
    if (given === undefined) continue;
    const file = nameOf(given);
    if (file === null) return null;
    spoken[name] = file;
  }
  return spoken;
}

function nameOf(schema: NamedSchema): string | null {
  if (typeof schema === 'string') return schema;
  return schema instanceof URL ? relative(process.cwd(), fileURLToPath(schema)) : null;
}
