import { count, plural } from '../figures.js';
import type { FindingReport } from '../types.js';
import { findingBlock } from './findingBlock.js';
import { html, type Html } from './html.js';

/** Scripts are long and stand beside the page anyway: so many findings have theirs in it. */
const SCRIPTED = 50;

/** Every finding, new ones first, with what it takes to look for one among many. */
export function findingsSection(findings: readonly FindingReport[]): Html {
  const fresh = findings.filter(({ known }) => known === null);
  const sorted = [...fresh, ...findings.filter(({ known }) => known !== null)];
  const places = placesOf(sorted);
  const blocks = sorted.map((finding, at) =>
    findingBlock(finding, { place: places[at] ?? '', withScripts: at < SCRIPTED, open: at === 0 }),
  );
  return html`<section aria-labelledby="findings">
    <h2 id="findings">
      Findings: ${count(fresh.length)} new, ${count(findings.length - fresh.length)} known
    </h2>
    ${findings.length === 0 ? html`<p>Nothing was found.</p>` : filters(findings)} ${blocks}
  </section>`;
}

/** Names for links: the id of a finding, with a number where two kernels have the same. */
function placesOf(findings: readonly FindingReport[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ id }) => {
    const name = id.replaceAll(/[^\w.-]/gu, '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}

function filters(findings: readonly FindingReport[]): Html {
  const oracles = [...new Set(findings.map(({ violation }) => violation.oracle))].toSorted();
  return html`<form role="search" aria-label="Findings" hidden>
    <label>Text<input type="search" name="text" autocomplete="off" /></label>
    <label
      >Oracle<select name="oracle">
        <option value="">all</option>
        ${oracles.map((name) => html`<option>${name}</option>`)}
      </select></label
    >
    <label
      >State<select name="state">
        <option value="">new and known</option>
        <option value="new">new</option>
        <option value="known">known</option>
      </select></label
    >
    <button type="reset">Show all</button>
    <output aria-live="polite">${plural(findings.length, 'finding')}</output>
  </form>`;
}
