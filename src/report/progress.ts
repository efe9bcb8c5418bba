import { brief, count, duration, plural } from './figures.js';
import { head, printable } from './printable.js';
import type { Progress } from './types.js';

/** One line for a terminal of so many columns; with too little room the least important parts go first. */
export function statusLine(progress: Progress, width: number): string {
  const outcomes = Object.entries(progress.outcomes)
    .filter(([, n]) => n > 0)
    .map(([outcome, n]) => `${outcome} ${brief(n)}`);
  // By importance, the most important first; `at` is where it stands in the line.
  const parts: { at: number; text: string }[] = [
    { at: 6, text: plural(progress.findings, 'finding') },
    {
      at: 7,
      text: progress.secondsLeft === null ? '' : `${duration(Math.round(progress.secondsLeft))} left`,
    },
    { at: 0, text: `${progress.phase} ${printable(progress.kernel)}` },
    { at: 1, text: `${brief(progress.rate)} messages/s` },
    { at: 3, text: `${brief(progress.messages)} messages` },
    { at: 2, text: `${brief(progress.cases)} cases` },
    ...outcomes.map((text) => ({ at: 4, text })),
  ].filter((part) => part.text !== '');
  while (parts.length > 1 && line(parts).length > width) parts.pop();
  return head(line(parts), width);
}

function line(parts: readonly { at: number; text: string }[]): string {
  return parts
    .toSorted((a, b) => a.at - b.at)
    .map((part) => part.text)
    .join(' · ');
}

/** One line for a log: everything, in full figures, nothing overwritten. */
export function plainProgress(progress: Progress): string {
  const outcomes = Object.entries(progress.outcomes)
    .filter(([, n]) => n > 0)
    .map(([outcome, n]) => `${outcome} ${count(n)}`)
    .join(', ');
  const left = progress.secondsLeft === null ? [] : [`${duration(Math.round(progress.secondsLeft))} left`];
  return [
    `${progress.phase} ${printable(progress.kernel)}: ${plural(progress.cases, 'case')}`,
    plural(progress.messages, 'message'),
    `${count(Math.round(progress.rate))} messages/s`,
    ...(outcomes === '' ? [] : [outcomes]),
    plural(progress.findings, 'finding'),
    ...left,
  ].join('; ');
}
