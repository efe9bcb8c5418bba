import { columns } from './columns.js';
import { size } from './figures.js';
import { printable } from './printable.js';
import type { FrameReport } from './types.js';

const BYTES_SHOWN = 20;
const FRAMES_SHOWN = 10;

/** `> +0.4 ms  control  38 bytes  82 a4 74 …`: the first frames and the last, a few bytes of each. */
export function frameLines(frames: readonly FrameReport[]): string[] {
  const half = FRAMES_SHOWN / 2;
  const few = frames.length <= FRAMES_SHOWN;
  const lines = columns((few ? frames : [...frames.slice(0, half), ...frames.slice(-half)]).map(cells), [1]);
  if (!few) lines.splice(half, 0, `… ${frames.length - FRAMES_SHOWN} more …`);
  return lines;
}

function cells(frame: FrameReport): string[] {
  const shown = Array.from(frame.bytes.subarray(0, BYTES_SHOWN), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return [
    frame.direction === 'sent' ? '>' : '<',
    `+${frame.at.toFixed(1)} ms`,
    printable(frame.channel),
    size(frame.length),
    `${shown.join(' ')}${frame.length > shown.length ? ' …' : ''}`,
  ];
}
