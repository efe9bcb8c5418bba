import { headline, sentence } from '../about.js';
import { count, extent, plural } from '../figures.js';
import { replayCommand, runCommand } from '../nextCommand.js';
import { cut } from '../printable.js';
import { reproduceFiles } from '../reproduce.js';
import type { FindingReport } from '../types.js';
import { caseBytes } from './bytesTable.js';
import { comparison } from './comparison.js';
import { diagram } from './diagram.js';
import { html, linesOf, type Html } from './html.js';

export interface BlockOptions {
  /** What links call it by. */
  readonly place: string;
  /** The scripts are in the page too, and not only beside it. */
  readonly withScripts: boolean;
  readonly open: boolean;
}

/** The story of one finding, to be folded up under the line that names it. */
export function findingBlock(finding: FindingReport, { place, withScripts, open }: BlockOptions): Html {
  const { violation, signature, known, kernel, size, reproduced } = finding;
  const facts = `${kernel}, ${extent(size)}, ${reproduced.k}/${reproduced.n} reproduced`;
  return html`<details
    class="finding${known === null ? '' : ' known'}"
    id="${place}"
    data-oracle="${violation.oracle}"
    data-signature="${cut(signature, 300)}"
    ${open ? html` open` : null}
  >
    <summary>
      <b>${headline(violation)}</b><span class="tag">${known === null ? 'NEW' : 'KNOWN'}</span
      ><span class="more">${sentence(violation)} <span>${facts}</span></span>
    </summary>
    <div class="story">
      ${known === null ? null : html`<p class="lead">Known: ${known}</p>`}
      <h3>What differs</h3>
      ${comparison(finding)} ${factsOf(finding)} ${caseBytes(finding)}
      <h3>What happened</h3>
      ${diagram(finding.story)} ${stderr(finding)} ${reproduction(finding, withScripts)}
      <p><a href="#${place}">Link to this finding</a></p>
    </div>
  </details>`;
}

function factsOf({ signature, violation, shrunk, size, kernelState, seed, file }: FindingReport): Html {
  const rows: readonly (readonly [string, string | null])[] = [
    ['signature', signature],
    ['where', violation.path],
    ['change', violation.change],
    [
      'shrunk',
      shrunk === null
        ? null
        : `from ${extent(shrunk.from)} to ${extent(size)} in ${plural(shrunk.runs, 'run')}`,
    ],
    ['kernel', cut(kernelState, 400)],
    ['seed', seed.text],
    ['file', file],
  ];
  return html`<dl class="facts">
    ${rows.flatMap(([name, text]) =>
      text === null
        ? []
        : [
            html`<dt>${name}</dt>
              <dd><code>${text}</code></dd>`,
          ],
    )}
  </dl>`;
}

/** The lines that the kernel wrote while this case ran. */
function stderr({ story }: FindingReport): Html {
  const lines = story.events.flatMap(({ kind, text, at }) =>
    kind === 'log' && text.startsWith('stderr: ')
      ? [`${at.toFixed(1)} ms  ${text.slice('stderr: '.length)}`]
      : [],
  );
  return html`<h3>What it wrote to stderr</h3>
    ${lines.length === 0 ? html`<p class="none">Nothing.</p>` : html`<pre tabindex="0">${linesOf(lines.join('\n'))}</pre>`}`;
}

function reproduction(finding: FindingReport, withScripts: boolean): Html {
  const command = finding.file === null ? runCommand(finding) : replayCommand(finding.file);
  const files = reproduceFiles(finding);
  return html`<h3>See it again</h3>
    ${copyable(command)}
    ${files.map(
      ([path, text]) =>
        html`<details class="inner">
          <summary>
            ${path.endsWith('.py') ? 'Without skewfuzz: a script in Python' : 'Without skewfuzz: a script in TypeScript'}
          </summary>
          <p>
            Beside this page as <a href="${path}">${path}</a>, ${plural(text.split('\n').length - 1, 'line')}.
          </p>
          ${withScripts ? copyable(text) : null}
        </details>`,
    )}
    ${files.length > 0 ? null : html`<p class="none">There is no script: ${finding.rerun === null ? 'this kernel is no process of its own' : `the case has faults that a script cannot do, or is too large for one (${count(finding.size.bytes)} bytes)`}.</p>`}`;
}

function copyable(text: string): Html {
  return html`<div class="copy">
    <pre tabindex="0">${linesOf(text)}</pre>
    <button type="button" hidden>Copy</button>
  </div>`;
}
