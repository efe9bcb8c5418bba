import { sentence } from './about.js';
import { plural } from './figures.js';
import { replayCommand } from './nextCommand.js';
import { paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';
import type { ReplayReport } from './types.js';

/** `FIXED`, `FAILED` or `ERROR`, the file, and what happened: one line for each case. */
export function replayLine(replay: ReplayReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  const { word, text } = told(replay);
  const colour = { FIXED: marks.good, FAILED: marks.bad, ERROR: marks.doubtful }[word];
  return `${colour(word.padEnd(6))}  ${printable(replay.file)}  ${text}`;
}

/** `2 fixed, 1 failed, 0 errors`, and what to type for the first that failed. */
export function replaySummary(replays: readonly ReplayReport[], options: RenderOptions): string {
  const words = replays.map((replay) => told(replay).word);
  const number = (word: Word): number => words.filter((one) => one === word).length;
  const failed = replays[words.indexOf('FAILED')];
  return [
    `${plural(replays.length, 'case')}: ${number('FIXED')} fixed, ${number('FAILED')} failed, ${plural(number('ERROR'), 'error')}`,
    ...(failed === undefined || replays.length === 1
      ? []
      : [`next  ${paint(options.colour).strong(replayCommand(failed.file))}`]),
    '',
  ].join('\n');
}

type Word = 'FIXED' | 'FAILED' | 'ERROR';

function told(replay: ReplayReport): { word: Word; text: string } {
  switch (replay.kind) {
    case 'fixed':
      return { word: 'FIXED', text: `passed in ${plural(replay.n, 'run')}` };
    case 'failed': {
      const { k, n } = replay.reproduced;
      const known = replay.known === null ? '' : ` (known: ${printable(replay.known)})`;
      return { word: 'FAILED', text: `${k}/${n}  ${sentence(replay.violation)}${known}` };
    }
    case 'changed':
      return {
        word: 'FAILED',
        text: `in another way than before: ${sentence(replay.violation)} (${printable(replay.signature)})`,
      };
    case 'unknown':
      return { word: 'ERROR', text: `could not be judged: ${printable(replay.reason)}` };
    case 'error':
      return { word: 'ERROR', text: printable(replay.message) };
  }
}
