import type { Outcome, OutcomeCell } from '../../oracles/index.js';
import { count } from '../figures.js';
import { html, type Html } from './html.js';

/** From what is well to what is worst; the colour of a cell says which of the three it is, its strength how much of the row (as its root, so that little is seen too). */
const OUTCOMES: Readonly<Record<Outcome, 'good' | 'fine' | 'bad'>> = {
  echoed: 'good',
  refused: 'fine',
  lossy: 'bad',
  reordered: 'bad',
  duplicated: 'bad',
  'dropped-logged': 'bad',
  'dropped-silent': 'bad',
  zombie: 'bad',
  hang: 'bad',
  crash: 'bad',
};

/** How often each outcome befell the messages of each tag, or of each shape. */
export function heatMap(cells: readonly OutcomeCell[], by: 'tag' | 'shape', about: string): Html {
  const rows = new Map<string, Map<Outcome, number>>();
  for (const cell of cells) {
    const name = cell[by] ?? '(no tag)';
    const row = rows.get(name) ?? new Map<Outcome, number>();
    rows.set(name, row.set(cell.outcome, (row.get(cell.outcome) ?? 0) + cell.messages));
  }
  const seen = new Set(cells.map(({ outcome }) => outcome));
  const columns = Object.entries(OUTCOMES).filter(([name]) => isIn(seen, name));
  if (rows.size === 0) return html`<p class="none">No message of it was judged.</p>`;
  const sorted = [...rows].toSorted(([, a], [, b]) => trouble(b) - trouble(a) || total(b) - total(a));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${about}">
    <table class="heat">
      <caption>
        ${about}
      </caption>
      <thead>
        <tr>
          <th scope="col">${by}</th>
          ${columns.map(([name]) => html`<th scope="col" class="n">${name}</th>`)}
          <th scope="col" class="n">all</th>
        </tr>
      </thead>
      <tbody>
        ${sorted.map(
          ([name, row]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${columns.map(([outcome, kind]) => figure(number(row, outcome), total(row), kind))}
              <td>${count(total(row))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function figure(n: number, of: number, kind: string): Html {
  if (n === 0) return html`<td class="none">·</td>`;
  return html`<td class="${kind}" style="--part:${Math.sqrt(n / of).toFixed(2)}">${count(n)}</td>`;
}

function isIn(seen: ReadonlySet<string>, name: string): boolean {
  return seen.has(name);
}

function number(row: ReadonlyMap<string, number>, outcome: string): number {
  return row.get(outcome) ?? 0;
}

function total(row: ReadonlyMap<Outcome, number>): number {
  return [...row.values()].reduce((sum, n) => sum + n, 0);
}

function trouble(row: ReadonlyMap<Outcome, number>): number {
  return [...row].reduce((sum, [outcome, n]) => sum + (OUTCOMES[outcome] === 'bad' ? n : 0), 0);
}
