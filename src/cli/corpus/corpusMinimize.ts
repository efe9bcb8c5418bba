import { CorpusError, rewriteCase, type Finding } from '../../corpus/index.js';
import { KernelError } from '../../kernels/index.js';
import { minimizeLine, type MinimizeRow } from '../../report/index.js';
import { minimize } from '../../runner/index.js';
import { EXIT_CODES, EXIT_ERROR } from '../exitCodes.js';
import { Replays, type ReplayOptions } from '../replayFiles.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';

export interface CorpusMinimizeOptions extends ReplayOptions {
  /** For all files together, in milliseconds. */
  readonly maxTime: number;
}

/** `skewfuzz corpus minimize`: the exit code. 2 where a finding does not show any more, 3 where a file could not be used. */
export async function corpusMinimize(
  files: readonly string[],
  options: CorpusMinimizeOptions,
  terminal: Terminal,
): Promise<number> {
  const until = performance.now() + options.maxTime;
  const cases = new Replays(options, terminal);
  const words = new Set<MinimizeRow['word']>();
  for (const [index, file] of files.entries()) {
    const maxTimeMs = Math.max(1_000, (until - performance.now()) / (files.length - index));
    const row = await minimizeFile(file, maxTimeMs, cases, options);
    words.add(row.word);
    terminal.print(minimizeLine(row, { colour: terminal.colour }));
  }
  if (words.has('ERROR')) return EXIT_ERROR;
  return words.has('GONE') ? EXIT_CODES.unknown : EXIT_CODES.valid;
}

async function minimizeFile(
  file: string,
  maxTimeMs: number,
  cases: Replays,
  { allowCode }: CorpusMinimizeOptions,
): Promise<MinimizeRow> {
  try {
    const { saved, kernel, schema } = await cases.open(file);
    const { evidence } = saved;
    if (evidence === null)
      return { file, word: 'ERROR', text: 'it is a seed: there is nothing that it must show' };
    const finding: Finding = { ...saved, evidence };
    const done = await minimize({ kernel, schema, finding, maxTimeMs, allowCode });
    switch (done.kind) {
      case 'smaller':
        await rewriteCase(file, done.finding);
        return { file, word: 'SMALLER', from: done.from, to: done.to, text: `${done.runs} runs` };
      case 'same':
        return { file, word: 'SAME', to: done.size, text: `${done.runs} runs found nothing smaller` };
      case 'gone':
        return {
          file,
          word: 'GONE',
          text: `shows ${done.reproduced.k} times in ${done.reproduced.n}: not its signature any more`,
        };
      case 'refused':
        return {
          file,
          word: 'ERROR',
          text: `it would run code in a real kernel: ${done.because}. Where it is to be trusted: --allow-code`,
        };
    }
  } catch (error) {
    if (error instanceof CorpusError || error instanceof KernelError || error instanceof UsageError) {
      return { file, word: 'ERROR', text: error.message };
    }
    throw error;
  }
}
