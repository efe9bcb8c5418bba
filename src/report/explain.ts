import { about } from './about.js';
import { difference } from './difference.js';
import { count, extent, plural, size } from './figures.js';
import { frameLines } from './frameLines.js';
import { replayCommand, runCommand } from './nextCommand.js';
import { paint, type Paint, type RenderOptions } from './paint.js';
import { cut, printable } from './printable.js';
import type { FindingReport, StepReport } from './types.js';

const STEPS_SHOWN = 5;

/**
 * The failure block: what broke, in a line that greps and a sentence; what had to come and what came, with the
 * difference marked; the smallest case; how sure it is; what to type next. Never more than 2 kB of payload.
 */
export function explain(finding: FindingReport, options: RenderOptions): string {
  const marks = paint(options.colour);
  const { headline, lines } = about(finding.violation);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ...comparison(finding, marks),
    ['because', because(finding.violation.because)],
    ['case', steps(finding)],
    shrinking(finding),
    ['frames', frameLines(finding.frames)],
    ['kernel', [printable(finding.kernelState)]],
    ['known', finding.known === null ? [] : [printable(finding.known)]],
    ['next', next(finding).map(marks.strong)],
  ];
  const mark = finding.known === null ? marks.bad('×') : marks.doubtful('=');
  return [
    `${mark} ${marks.strong(headline)}  ${marks.faint('finding')} ${printable(finding.id)}`,
    `  ${lines[0]}`,
    ...rows.flatMap(([label, texts]) => labelled(label, texts, marks)),
    '',
  ].join('\n');
}

/** Of many lines the first says what they are, and the last what happened. */
function because(text: string): string[] {
  if (text === '') return [];
  const [first = '', ...others] = text.split('\n');
  return [cut(first, 400), ...others.slice(-BECAUSE_LINES).map((line) => cut(line, 160))];
}

const BECAUSE_LINES = 6;

const LABEL = 10;

function labelled(label: string, texts: readonly string[], marks: Paint): string[] {
  return texts.map((text, at) => `  ${marks.faint((at === 0 ? label : '').padEnd(LABEL))}${text}`);
}

function comparison(finding: FindingReport, marks: Paint): (readonly [string, readonly string[]])[] {
  const {
    expected,
    got,
    marks: differing,
  } = difference(finding.violation.expected, finding.violation.actual);
  return [
    ['expected', [marks.good(expected)]],
    ['got', [marks.bad(got), marks.bad(differing)]],
  ];
}

function steps(finding: FindingReport): string[] {
  const shown = finding.steps.slice(0, STEPS_SHOWN).map(step);
  const more = finding.size.steps - shown.length;
  return more > 0 ? [...shown, `… ${plural(more, 'more step')}, all in the file`] : shown;
}

function step(one: StepReport): string {
  if (one.kind === 'fault') return one.afterMs === 0 ? one.text : `after ${one.afterMs} ms: ${one.text}`;
  const times = one.times === 1 ? '' : `${count(one.times)} times `;
  const more = one.more ? ', more frames follow' : '';
  return `${times}${printable(one.channel)} ← ${cut(one.text, 100)}  (${printable(one.shape)}, ${size(one.bytes)}${more})`;
}

function shrinking(finding: FindingReport): readonly [string, readonly string[]] {
  const { size: now, shrunk, reproduced } = finding;
  const sure = `${reproduced.k}/${reproduced.n} reproduced`;
  if (shrunk === null) return ['size', [`${extent(now)} (not shrunk, ${sure})`]];
  return [
    'shrunk',
    [`from ${extent(shrunk.from)} to ${extent(now)} (${plural(shrunk.runs, 'run')}, ${sure})`],
  ];
}

function next(finding: FindingReport): string[] {
  const again = runCommand(finding);
  return finding.file === null ? [again] : [replayCommand(finding.file), again];
}
