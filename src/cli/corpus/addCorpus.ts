import type { Command } from 'commander';
import { readAnother, readCount, readDuration, readVariable } from '../readOptions.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { addCorpusMerge } from './merge.js';
import { corpusList, type CorpusListOptions } from './corpusList.js';
import { corpusMinimize, type CorpusMinimizeOptions } from './corpusMinimize.js';
import { corpusPromote, type CorpusPromoteOptions } from './corpusPromote.js';
import { corpusPrune, type CorpusPruneOptions } from './corpusPrune.js';
import { corpusShow, type CorpusShowOptions } from './corpusShow.js';

/** `skewfuzz corpus ...`: the saved cases. */
export function addCorpus(root: Command): void {
  const corpus = root
    .command('corpus')
    .description('The saved cases: list, show, minimize, prune, promote, merge.');
  corpus.addHelpText(
    'after',
    `
Examples:
  $ npx skewfuzz corpus list                                        what is there, and what of it is new
  $ npx skewfuzz corpus show corpus/findings/marimo/alive-hang-cdfadd01.json
  $ npx skewfuzz corpus prune                                       what could go; --write removes it
`,
  );
  addList(corpus);
  addShow(corpus);
  addMinimize(corpus);
  addPrune(corpus);
  addPromote(corpus);
  addCorpusMerge(corpus);
}

async function finish(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

function terminal(): Terminal {
  return openTerminal(process.stdout, process.stderr);
}

function addList(corpus: Command): void {
  corpus
    .command('list')
    .description('Every case: signature, age, size, version, new or known.')
    .argument('[paths...]', 'case files or folders of them (default: all of the corpus)')
    .option('--corpus <dir>', 'the corpus', 'corpus')
    .option('--json <file>', 'write every row as JSON')
    .action((paths: readonly string[], options: CorpusListOptions) =>
      finish(corpusList(paths, options, terminal())),
    );
}

function addShow(corpus: Command): void {
  corpus
    .command('show')
    .description('One case in words, and what each of its bytes is: offset, form, place, field, broken rule.')
    .argument('<file>', 'a case file')
    .option('--corpus <dir>', 'the corpus', 'corpus')
    .option('--schema <schema>', 'what names the fields, where the schema of the case does not ship')
    .option('--limit <n>', 'rows for each message', readCount, 200)
    .option('--json <file>', 'write it as JSON')
    .action((file: string, options: CorpusShowOptions) => finish(corpusShow(file, options, terminal())));
}

function addMinimize(corpus: Command): void {
  withKernel(
    corpus
      .command('minimize')
      .description('Shrink findings again, on a real kernel. A file is written only when it gets smaller.')
      .argument('<files...>', 'case files of findings')
      .option('--max-time <time>', 'budget over all files', readDuration, readDuration('2m')),
  )
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 2 a finding does not show any more, 3 a file could not be used.\n',
    )
    .action((files: readonly string[], options: CorpusMinimizeOptions) =>
      finish(corpusMinimize(files, options, terminal())),
    );
}

function addPrune(corpus: Command): void {
  corpus
    .command('prune')
    .description('Which findings cover nothing that others do not: kernel, tag, shape and outcome.')
    .option('--corpus <dir>', 'the corpus', 'corpus')
    .option('--write', 'remove them', false)
    .addHelpText('after', '\nSeeds stay, and so does every finding that a baseline names.\n')
    .action((options: CorpusPruneOptions) => finish(corpusPrune(options, terminal())));
}

function addPromote(corpus: Command): void {
  withKernel(
    corpus
      .command('promote')
      .description('Turn a finding that is fixed into a seed, and write a vitest test of it.')
      .argument('<file>', 'the case file of a finding; it must pass now')
      .option('--test <file>', 'where the test goes (default: beside the seed)'),
  )
    .addHelpText('after', '\nThe finding is removed, unless a baseline names it. No file is written over.\n')
    .action((file: string, options: CorpusPromoteOptions) =>
      finish(corpusPromote(file, options, terminal())),
    );
}

/** The options by which a kernel is chosen, as `replay` has them. */
function withKernel(command: Command): Command {
  return command
    .option('--kernel <kernel>', 'another kernel than the one in the file')
    .option('--kernel-schema <file>', 'the snapshot by which an "any command" kernel decodes')
    .option('--host-schema <schema>', 'what the case was made from, where it is no version that is shipped')
    .option('--corpus <dir>', 'the corpus', 'corpus')
    .option('--allow-code', 'send code that is not of the closed, harmless grammar to a real kernel', false)
    .option('--env <name=value>', 'a variable for the kernel (repeatable)', readVariable)
    .option('--python <python>', 'the Python of a marimo or typed-echo kernel')
    .option(
      '--with <name==version>',
      'a package of such a kernel in another version (repeatable)',
      readAnother,
    );
}
