import { brief, count, duration, plural, size } from '../figures.js';
import { ORACLE_CLAIMS } from '../oracleClaims.js';
import type { Counts, RunReport, Sample, Stopped } from '../types.js';
import { heatMap } from './heatMap.js';
import { html, type Html } from './html.js';
import { lineChart } from './lineChart.js';

const ENDINGS: Readonly<Record<Stopped, string>> = {
  runs: 'all runs done',
  'max-time': 'time used up',
  'fail-fast': 'stopped at the first finding',
  interrupted: 'interrupted',
  error: 'stopped by an error',
};

/** Everything that one run found out about one kernel, apart from its findings. */
export function runSection(run: RunReport, place: string): Html {
  return html`<section aria-labelledby="${place}">
    <h2 id="${place}">
      ${run.kernel}: <span class="word ${run.verdict}">${run.verdict.toUpperCase()}</span>
    </h2>
    <div class="panel">
      ${facts(run)} ${list('Not judged', run.reasons)}${list('Errors', run.errors)}
      <h3>What became of the messages</h3>
      <div class="pair">
        ${heatMap(run.cells, 'tag', `Outcomes by tag on ${run.kernel}`)}
        ${heatMap(run.cells, 'shape', `Outcomes by shape on ${run.kernel}`)}
      </div>
      <h3>Oracles</h3>
      ${oracles(run)} ${scenarios(run)}
      ${
        run.samples.length < 2
          ? null
          : html`<h3>Over time</h3>
              ${charts(run.samples)}`
      }
      ${counts('More of the same, by signature', run.alike)} ${counts('Not sent, by reason', run.notSent)}
      ${counts('What the kernel’s version makes of messages of the host’s', run.skew?.misread ?? {})}
      ${list(
        'Did not come back on a fresh kernel',
        run.flakes.map(({ signature, reproduced }) => `${signature} (${reproduced.k}/${reproduced.n})`),
      )}
      ${notReached(run)}
    </div>
  </section>`;
}

function facts(run: RunReport): Html {
  const only = Object.entries(run.only).map(([option, names]) => `${option} ${names.join(', ')}`);
  const rows: readonly (readonly [string, string])[] = [
    ['seed', run.seed.text],
    ...(run.host === null ? [] : [['host', run.host] as const]),
    ...(only.length === 0 ? [] : [['only', only.join('; ')] as const]),
    [
      'sent',
      `${plural(run.messages.sent, 'message')} (${size(run.bytes)}) in ${plural(run.cases, 'case')} to ${plural(run.kernelsStarted, 'kernel')}`,
    ],
    ['judged', plural(run.messages.judged, 'message')],
    ['time', `${duration(run.seconds)}, ${ENDINGS[run.stopped]}; began ${run.began}`],
    ['versions', versionsText(run.versions)],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, text]) =>
        html`<dt>${name}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

export function versionsText(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function oracles(run: RunReport): Html {
  const rows = Object.entries(run.oracles).map(([name, { judged, violations, unknown }]) => {
    const reasons = Object.entries(unknown).toSorted(([, a], [, b]) => b - a);
    const sum = reasons.reduce((all, [, n]) => all + n, 0);
    const claim = Object.entries(ORACLE_CLAIMS).find(([own]) => own === name)?.[1] ?? '';
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="n">${count(judged)}</td>
      <td class="n">${violations === 0 ? '0' : html`<b class="word invalid">${count(violations)}</b>`}</td>
      <td class="n">${count(sum)}</td>
      <td>
        ${claim}${reasons.slice(0, 3).map(([reason, n]) => html`<br /><span class="none">unknown ${count(n)}: ${reason}</span>`)}
      </td>
    </tr>`;
  });
  return table(
    `What each oracle judged on ${run.kernel}`,
    ['oracle', 'judged', 'violations', 'unknown', 'claim'],
    rows,
  );
}

function scenarios(run: RunReport): Html | null {
  const rows = Object.entries(run.scenarios).map(
    ([name, { cases, sent, judged, seconds }]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="n">${count(cases)}</td>
        <td class="n">${count(judged)}</td>
        <td class="n">${count(sent)}</td>
        <td class="n">${duration(seconds)}</td>
      </tr>`,
  );
  if (rows.length === 0) return null;
  return html`<h3>Scenarios</h3>
    ${table(`Stories played on ${run.kernel}`, ['scenario', 'cases', 'judged', 'sent', 'time'], rows)}`;
}

function table(caption: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((name, at) => html`<th scope="col" ${at > 0 && name !== 'claim' ? html` class="n"` : null}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function charts(samples: readonly Sample[]): Html {
  const rate = samples.map((sample, at): readonly [number, number | null] => {
    const before = samples[at - 1];
    if (before === undefined || sample.at <= before.at) return [sample.at, null];
    return [sample.at, (sample.messages - before.messages) / (sample.at - before.at)];
  });
  const memory = [
    { name: 'host', points: samples.map(({ at, hostBytes }) => [at, hostBytes] as const) },
    { name: 'kernel', points: samples.map(({ at, kernelBytes }) => [at, kernelBytes] as const) },
  ];
  const started = samples.map(({ at, kernels }) => [at, kernels] as const);
  return html`<div class="charts">
    ${lineChart('Messages a second (none while a finding is confirmed and shrunk)', [{ name: '', points: rate }], brief)}
    ${lineChart('Memory', memory, size)}
    ${lineChart('Kernels started', [{ name: '', points: started }], brief)}
  </div>`;
}

const LISTED = 50;

function counts(title: string, of: Counts): Html | null {
  const rows = Object.entries(of).toSorted(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  const more = rows.length - LISTED;
  return html`<details class="inner">
    <summary>${title}: ${plural(rows.length, 'kind')}</summary>
    <ul>
      ${rows
        .slice(0, LISTED)
        .map(
          ([name, n]) => html`<li><b>${count(n)}</b> ${name}</li>`,
        )}${more > 0 ? [html`<li>… and ${count(more)} more, all in report.json</li>`] : []}
    </ul>
  </details>`;
}

function list(title: string, lines: readonly string[]): Html | null {
  if (lines.length === 0) return null;
  return html`<h3>${title}</h3>
    <ul>
      ${lines.slice(0, LISTED).map((line) => html`<li>${line}</li>`)}
    </ul>`;
}

function notReached({ notReached: missed }: RunReport): Html | null {
  const kinds = Object.entries(missed).filter(([, names]) => names.length > 0);
  if (kinds.length === 0) return null;
  return html`<details class="inner">
    <summary>
      Not reached:
      ${plural(
        kinds.reduce((sum, [, names]) => sum + names.length, 0),
        'name',
      )}
    </summary>
    <ul>
      ${kinds.map(([kind, names]) => html`<li>${kind}: ${names.join(', ')}</li>`)}
    </ul>
  </details>`;
}
