import { cellLine } from '../cellLine.js';
import type { CellReport, MatrixFinding, MatrixReport } from '../matrixReport.js';
import { cellText, rangeOf } from '../matrixTable.js';
import { html, type Html } from './html.js';

/** Every release on every interpreter with every host, each a word and a colour; what was found, and where; what is not known. */
export function matrixSection({ releases, pythons, hosts, cells, findings }: MatrixReport): Html {
  const places = pythons.flatMap((python) => hosts.map((host) => ({ python, host })));
  const at = (release: string, python: string, host: string): CellReport | undefined =>
    cells.find((cell) => cell.release === release && cell.python === python && cell.host === host);
  const gaps = cells.filter(({ because }) => because !== null);
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">Matrix</h2>
    <div class="panel">
      <div class="scroll" tabindex="0" role="group" aria-label="Matrix">
        <table>
          <caption>
            Each release on each Python, with a host of each version
          </caption>
          <thead>
            <tr>
              <th scope="col">release</th>
              ${places.map(({ python, host }) => html`<th scope="col">${python}, host ${host}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${releases.map(
              (release) =>
                html`<tr>
                  <th scope="row">${release}</th>
                  ${places.map(({ python, host }) => verdictCell(at(release, python, host)))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        findings.length === 0
          ? null
          : html`<h3>Found</h3>
              <ul>
                ${findings.map(found)}
              </ul>`
      }
      ${
        gaps.length === 0
          ? null
          : html`<h3>Not judged</h3>
              <ul>
                ${gaps.map((gap) => html`<li>${cellLine(gap)}</li>`)}
              </ul>`
      }
    </div>
  </section>`;
}

function verdictCell(of: CellReport | undefined): Html {
  return html`<td><span class="word ${of?.verdict ?? 'none'}">${cellText(of)}</span></td>`;
}

function found(finding: MatrixFinding): Html {
  const known = finding.known === null ? '' : `; known: ${finding.known}`;
  return html`<li><b>${finding.signature}</b>: ${rangeOf(finding)}${known}</li>`;
}
