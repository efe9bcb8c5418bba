import type { FindingReport, NoteReport, SendReport } from '../types.js';
import { count, plural, size } from '../figures.js';
import { cut } from '../printable.js';
import { html, type Html } from './html.js';

const MESSAGES_SHOWN = 3;

/** The steps of the case, and what each byte of the first messages is. */
export function caseBytes(finding: FindingReport): Html {
  const { steps, size: extent, violation, file } = finding;
  const more = extent.steps - steps.length;
  const annotated = steps.filter((step) => step.kind === 'send').slice(0, MESSAGES_SHOWN);
  return html`<h3>The smallest case</h3>
    ${steps.length === 0 ? html`<p>No message at all: it shows at the probes, or when the kernel is told to stop.</p>` : null}
    <ol class="steps">
      ${steps.map(
        (step) =>
          html`<li>
            ${
              step.kind === 'fault'
                ? html`<b>${step.text}</b>${step.afterMs === 0 ? null : html`, after ${step.afterMs} ms`}`
                : html`${step.times === 1 ? null : html`<b>${count(step.times)} times</b> `}<b
                      >${step.channel}</b
                    >
                    ← <code>${cut(step.text, 400)}</code>
                    <span class="none"
                      >${step.shape}, ${size(step.bytes)}${step.more ? ', more frames follow' : ''}</span
                    >`
            }
          </li>`,
      )}
    </ol>
    ${more > 0 ? html`<p class="none">… ${plural(more, 'more step')}${file === null ? '' : `, all in ${file}`}</p>` : null}
    ${annotated.map((step, at) => table(step, at, violation.path))}`;
}

function table({ annotated, channel, bytes }: SendReport, at: number, path: string | null): Html {
  if (annotated === null || annotated.notes.length === 0) return html``;
  const { notes, left } = annotated;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Bytes of message ${at + 1}">
    <table class="bytes">
      <caption>
        Message ${at + 1} on ${channel}, byte by byte: ${size(bytes)}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="n">offset</th>
          <th scope="col">bytes</th>
          <th scope="col">field</th>
          <th scope="col">type</th>
          <th scope="col">value</th>
          <th scope="col">rule</th>
        </tr>
      </thead>
      <tbody>
        ${notes.map((note) => row(note, path))}${
          left > 0
            ? [
                html`<tr>
                  <td colspan="6">… ${size(left)} more</td>
                </tr>`,
              ]
            : []
        }
      </tbody>
    </table>
  </div>`;
}

function row({ at, length, hex, path, role, type, text, rule }: NoteReport, blamed: string | null): Html {
  const shown = hex.replaceAll(/(..)(?=.)/g, '$1 ') + (2 * length > hex.length ? ' …' : '');
  const isBlamed = role === 'value' && path === blamed;
  return html`<tr class="${isBlamed ? 'at' : ''}"><td class="n">${at}</td><td class="hex">${shown}</td><td${role === 'key' ? html` class="key"` : null}>${role === 'key' ? `key of ${path}` : path}</td><td>${type}</td><td>${text}</td><td>${rule ?? ''}${isBlamed ? html`<b>here it broke</b>` : null}</td></tr>`;
}
