import { createHash } from 'node:crypto';
import { count, duration, plural } from '../figures.js';
import type { ReportData } from '../reportData.js';
import type { FindingReport } from '../types.js';
import { BEHAVIOUR } from './behaviour.js';
import { findingsSection } from './findingsSection.js';
import { html, Html } from './html.js';
import { matrixSection } from './matrixSection.js';
import { replaySection } from './replaySection.js';
import { runSection, versionsText } from './runSection.js';
import { STYLE } from './style.js';

/** The one script that the page may run: whatever a kernel smuggled in, the browser would not. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(BEHAVIOUR).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/**
 * A whole report as one page that opens offline: no file beside it, nothing to load, nothing sent. It can be read without
 * its script, by keyboard and by a screen reader, in the light and in the dark.
 */
export function toHtml(data: ReportData): string {
  const findings = [
    ...data.runs.flatMap((run) => run.findings),
    ...(data.matrix?.findings ?? []).flatMap(({ finding }) => finding ?? []),
  ];
  const { runs, matrix, replays } = data;
  const links: readonly (readonly [place: string, name: string])[] = [
    ['findings', 'Findings'],
    ...(matrix === null ? [] : [['matrix', 'Matrix'] as const]),
    ...(replays.length === 0 ? [] : [['replays', 'Replayed cases'] as const]),
    ...runs.map((run, at) => [`run-${at + 1}`, run.kernel] as const),
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${data.verdict.toUpperCase()}: skewfuzz report</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#findings">To the findings</a>
        ${head(data, findings)}
        <nav aria-label="Sections">
          <ul>
            ${links.map(([place, name]) => html`<li><a href="#${place}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${findingsSection(findings)} ${matrix === null ? null : matrixSection(matrix)}
          ${replays.length === 0 ? null : replaySection(replays)}
          ${runs.map((run, at) => runSection(run, `run-${at + 1}`))}
        </main>
        <footer>
          Everything here is also in report.json, for programs. Made by skewfuzz
          ${data.versions['skewfuzz'] ?? ''}.
        </footer>
        ${new Html(`<script>${BEHAVIOUR}</script>`)}
      </body>
    </html> `.text;
}

function head(data: ReportData, findings: readonly FindingReport[]): Html {
  const fresh = findings.filter(({ known }) => known === null).length;
  const judged = [...data.runs, ...(data.matrix?.cells ?? [])].reduce(
    (sum, { messages }) => sum + messages.judged,
    0,
  );
  const seeds = [...new Set(data.runs.map(({ seed }) => seed.text))];
  return html`<header>
    <h1>skewfuzz report</h1>
    <div class="verdict ${data.verdict}">
      <strong>${data.verdict.toUpperCase()}</strong>
      <p>
        ${plural(fresh, 'new finding')}, ${count(findings.length - fresh)} known, in
        ${plural(judged, 'judged message')}, ${duration(data.seconds)}
      </p>
    </div>
    <dl class="facts">
      <dt>command</dt>
      <dd><code>${data.command}</code></dd>
      <dt>began</dt>
      <dd>${data.began}</dd>
      ${
        seeds.length === 0
          ? null
          : html`<dt>seed</dt>
              <dd>${seeds.join(', ')}</dd>`
      }
      <dt>versions</dt>
      <dd>${versionsText(data.versions)}</dd>
    </dl>
    ${
      data.failures.length === 0
        ? null
        : html`<h2>Could not run</h2>
            <ul>
              ${data.failures.map((text) => html`<li>${text}</li>`)}
            </ul>`
    }
  </header>`;
}
