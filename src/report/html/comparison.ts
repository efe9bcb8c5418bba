import { difference } from '../difference.js';
import type { FindingReport } from '../types.js';
import { html, linesOf, type Html } from './html.js';

const SHOWN = 1_600;
const BECAUSE_SHOWN = 4_000;

/** What had to come and what came, side by side, with the part that differs marked. */
export function comparison({ violation, file }: FindingReport): Html {
  const { expected, got, marks } = difference(violation.expected, violation.actual, SHOWN);
  const start = marks.lastIndexOf(' ') + 1;
  const after = Math.max(0, got.length - marks.length);
  const longest = Math.max(violation.expected.length, violation.actual.length);
  return html`<div class="sides">
      ${side('left', 'Expected', expected, start, after)} ${side('right', 'Got', got, start, after)}
    </div>
    ${longest <= SHOWN ? null : html`<p class="none">Cut around the first difference: ${longest.toLocaleString('en-US')} characters in all, ${whole(file)}.</p>`}
    ${
      violation.because === ''
        ? null
        : html`<h3>Because</h3>
            <pre tabindex="0">${linesOf(violation.because.slice(0, BECAUSE_SHOWN))}</pre>`
    }`;
}

function side(name: string, title: string, text: string, start: number, after: number): Html {
  const end = Math.max(start, text.length - after);
  return html`<figure class="${name}">
    <figcaption>${title}</figcaption>
    <pre tabindex="0">${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}</pre>
  </figure>`;
}

function whole(file: string | null): string {
  return file === null ? 'and no file holds the case' : `the whole case is in ${file}`;
}
