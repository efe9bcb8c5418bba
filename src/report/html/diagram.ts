import { size } from '../figures.js';
import type { StoryEvent, StoryReport } from '../types.js';
import { html, type Html } from './html.js';

/** What host and kernel said to each other, from top to bottom, with times: a table that looks like a diagram. */
export function diagram({ events, left, after }: StoryReport): Html {
  if (events.length === 0) return html`<p class="none">Nothing happened.</p>`;
  const rows = events.flatMap((event, at) => [
    row(event),
    ...(left > 0 && at === after
      ? [
          html`<tr>
            <td class="gap" colspan="4">… ${left} more …</td>
          </tr>`,
        ]
      : []),
  ]);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Messages between host and kernel">
    <table class="talk">
      <caption>
        Messages between host and kernel, in milliseconds since the case began
      </caption>
      <thead>
        <tr>
          <th scope="col" class="n">ms</th>
          <th scope="col">
            <span class="ends"><span>host</span><span>kernel</span></span>
          </th>
          <th scope="col">what</th>
          <th scope="col" class="n">size</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const WHY = { step: 'case', probe: 'probe', stop: 'stop' } as const;

function row(event: StoryEvent): Html {
  const { at, text, bytes, blamed } = event;
  const { style, label } = lane(event);
  const classes = [
    blamed ? 'blamed' : '',
    style === '' ? 'aside' : '',
    event.why === 'probe' || event.why === 'stop' ? 'probe' : '',
  ];
  return html`<tr class="${classes.join(' ').trim()}">
    <td class="n">${at.toFixed(1)}</td>
    <td class="lane ${style}">${label}</td>
    <td class="said">${blamed ? html`<b>to blame: </b>` : null}${text}</td>
    <td class="n">${bytes === 0 ? '' : size(bytes)}</td>
  </tr>`;
}

function lane({ kind, channel, why }: StoryEvent): { readonly style: string; readonly label: string } {
  switch (kind) {
    case 'sent':
      return { style: 'to', label: `${why === null ? 'sent' : WHY[why]} on ${channel ?? ''} →` };
    case 'received':
      return { style: 'from', label: `← ${channel ?? ''}` };
    case 'tapped':
      return { style: 'from', label: '← tap' };
    case 'log':
      return { style: '', label: 'it writes' };
    case 'fault':
      return { style: 'to', label: 'fault' };
    case 'fault-over':
      return { style: 'to', label: 'fault over' };
    case 'taken':
      return { style: '', label: `somebody else takes, on ${channel ?? ''}` };
    case 'foreign':
      return { style: '', label: `← somebody else, on ${channel ?? ''}` };
    case 'exit':
      return { style: '', label: 'it ends' };
    case 'deadline':
      return { style: '', label: 'silence' };
  }
}
