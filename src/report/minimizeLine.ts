import type { MinimizeRow } from './corpusReport.js';
import { extent } from './figures.js';
import { paint, type RenderOptions } from './paint.js';
import { printable } from './printable.js';

/** `SMALLER  corpus/findings/x.json  from 3 messages, 40 bytes to 1 message, 5 bytes (31 runs)`. */
export function minimizeLine({ file, word, text, from, to }: MinimizeRow, options: RenderOptions): string {
  const marks = paint(options.colour);
  const colour = { SMALLER: marks.good, SAME: marks.faint, GONE: marks.doubtful, ERROR: marks.bad }[word];
  const sizes = [
    from === undefined ? [] : [`from ${extent(from)} to`],
    to === undefined ? [] : [extent(to)],
  ].flat();
  const told = sizes.length === 0 ? printable(text) : `${sizes.join(' ')} (${printable(text)})`;
  return `${colour(word.padEnd(7))}  ${printable(file)}  ${told}`;
}
