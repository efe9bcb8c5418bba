import type { Command } from 'commander';
import { mergeCorpora } from '../../corpus/index.js';
import { EXIT_CODES, EXIT_ERROR } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../terminal.js';

/** Adds `merge` to the command `corpus`. */
export function addCorpusMerge(corpus: Command): void {
  corpus
    .command('merge')
    .description(
      'Join corpora: every signature once, with its smallest case; every seed; every line of a baseline.',
    )
    .argument('<corpora...>', 'folders, in any order: the result is the same')
    .requiredOption('--into <dir>', 'where they are joined; what is there is one of them')
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz corpus merge shard-1 shard-2 shard-3 --into corpus

Exit codes: 0 joined, 3 a file could not be read (all others were joined), or usage error.
`,
    )
    .action(async (corpora: readonly string[], { into }: { readonly into: string }) => {
      process.exitCode = await merge(corpora, into, openTerminal(process.stdout, process.stderr));
    });
}

async function merge(corpora: readonly string[], into: string, terminal: Terminal): Promise<number> {
  const { findings, seeds, known, larger, errors } = await mergeCorpora(corpora, into);
  terminal.print(
    `${into}: ${findings} findings (${larger} larger cases of the same left out), ${seeds} seeds, ${known} known`,
  );
  for (const error of errors) terminal.print(`not joined: ${error}`);
  return errors.length > 0 ? EXIT_ERROR : EXIT_CODES.valid;
}
