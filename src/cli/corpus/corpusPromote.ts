import { rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { formatCase, writeNew, type SavedCase } from '../../corpus/index.js';
import { printable, replayLine, testFile } from '../../report/index.js';
import { replay } from '../../runner/index.js';
import { EXIT_CODES, EXIT_ERROR } from '../exitCodes.js';
import { Replays, type ReplayOptions } from '../replayFiles.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';
import { knownLines } from './corpusRows.js';

export interface CorpusPromoteOptions extends ReplayOptions {
  /** Where the test is written; default: beside the seed. */
  readonly test?: string;
}

/** `skewfuzz corpus promote`: the exit code. Only what passes now becomes a seed; else nothing is written. */
export async function corpusPromote(
  file: string,
  options: CorpusPromoteOptions,
  terminal: Terminal,
): Promise<number> {
  const { corpus, allowCode } = options;
  const { saved, kernel, schema } = await new Replays(options, terminal).open(file);
  if (saved.evidence === null) {
    throw new UsageError(`Promoted ${file}: expected a finding, it is a seed already. Nothing was written.`);
  }
  const report = await replay({ kernel, schema, file, saved, allowCode, known: () => null });
  if (report.kind !== 'fixed') {
    terminal.print(replayLine(report, { colour: terminal.colour }));
    terminal.print('A seed must pass: nothing was written. Promote it once it is fixed.');
    if (report.kind === 'error') return EXIT_ERROR;
    return report.kind === 'unknown' ? EXIT_CODES.unknown : EXIT_CODES.invalid;
  }
  await write(file, { ...saved, kernel: options.kernel ?? saved.kernel }, options, terminal);
  const known = await knownLines(corpus);
  if (known.files.has(resolve(file))) {
    terminal.print(
      `${printable(file)} stays, because the baseline names it: take that line out, then remove the file.`,
    );
  } else {
    await rm(file);
  }
  return EXIT_CODES.valid;
}

async function write(
  file: string,
  saved: SavedCase,
  { corpus, test, kernelSchema, hostSchema }: CorpusPromoteOptions,
  terminal: Terminal,
): Promise<void> {
  const seed = join(corpus, 'seeds', basename(file));
  const path = test ?? seed.replace(/\.json$/u, '.test.ts');
  const found = saved.evidence?.found.when.slice(0, 10) ?? '';
  const from = (target: string): string => {
    const way = relative(dirname(resolve(path)), resolve(target));
    return way.startsWith('.') ? way : `./${way}`;
  };
  const text = testFile({
    name: saved.about.headline,
    comment: `Found ${found}; fixed since, and to stay so.`,
    case: from(seed),
    kernel: saved.kernel,
    kernelSchema: kernelSchema ?? null,
    schema: hostSchema ?? null,
  });
  const { lines } = saved.about;
  const about = { ...saved.about, lines: [...lines, `Fixed: it must pass. Found ${found}.`] };
  await writeNew(seed, formatCase({ ...saved, about, evidence: null }));
  try {
    await writeNew(path, text);
  } catch (error) {
    // Both or none.
    await rm(seed);
    throw error;
  }
  terminal.print(
    `seed  ${printable(seed)}\ntest  ${printable(path)}\nnext  npx vitest run ${printable(path)}`,
  );
}
