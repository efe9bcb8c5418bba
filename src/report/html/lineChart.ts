import { duration } from '../figures.js';
import { html, type Html } from './html.js';

export interface Line {
  readonly name: string;
  /** Value by time, in seconds; null: a gap. */
  readonly points: readonly (readonly [at: number, value: number | null])[];
}

const WIDTH = 440;
const HEIGHT = 170;
const LEFT = 66;
const BOTTOM = 22;
const TOP = 10;
const STYLES: readonly string[] = ['one', 'two'];

/** Up to two lines over time, drawn by ourselves: nothing to load. What it shows is also said in words. */
export function lineChart(title: string, lines: readonly Line[], shown: (value: number) => string): Html {
  const values = lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
  const end = Math.max(...lines.flatMap(({ points }) => points.map(([at]) => at)), 0.001);
  const top = Math.max(...values, 0) || 1;
  const x = (at: number): number => LEFT + (at / end) * (WIDTH - LEFT - 8);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const ticks = [0, top / 2, top];
  return html`<figure>
    <figcaption>${title}: ${lines.map((line, at) => inWords(line, at, lines.length, shown))}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title} over ${duration(end)}">
      ${ticks.map((tick) => html`<line class="axis" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" /><text x="${LEFT - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${shown(tick)}</text>`)}
      ${[0, end / 2, end].map((at, index) => html`<text x="${x(at).toFixed(1)}" y="${HEIGHT - 5}" text-anchor="${index === 2 ? 'end' : 'middle'}">${duration(at)}</text>`)}
      ${lines.map((line, at) => html`<path class="${STYLES[at] ?? 'one'}" d="${pathOf(line, x, y)}" />`)}
    </svg>
  </figure>`;
}

function inWords({ name, points }: Line, at: number, of: number, shown: (value: number) => string): Html {
  const values = points.flatMap(([, value]) => value ?? []);
  const most = Math.max(...values, 0);
  const dashes = of > 1 && at === 1 ? ' (dashed)' : '';
  const said =
    values.length === 0 ? 'not known' : `at most ${shown(most)}, ${shown(values.at(-1) ?? 0)} at the end`;
  return html`<span>${name}${dashes} ${said}${at < of - 1 ? '; ' : ''}</span>`;
}

function pathOf({ points }: Line, x: (at: number) => number, y: (value: number) => number): string {
  let pen = 'M';
  return points
    .flatMap(([at, value]) => {
      if (value === null) {
        pen = 'M';
        return [];
      }
      const drawn = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return [drawn];
    })
    .join('');
}
