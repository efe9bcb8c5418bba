import { replayLine } from '../replayLine.js';
import type { ReplayReport } from '../types.js';
import { html, type Html } from './html.js';

const VERDICTS = {
  fixed: 'valid',
  failed: 'invalid',
  changed: 'invalid',
  unknown: 'unknown',
  error: 'unknown',
} as const;

/** What became of the saved cases that were run again. */
export function replaySection(replays: readonly ReplayReport[]): Html {
  return html`<section aria-labelledby="replays">
    <h2 id="replays">Replayed cases</h2>
    <div class="panel">
      <div class="scroll" tabindex="0" role="group" aria-label="Replayed cases">
        <table>
          <caption>
            Saved cases, run again alone on fresh kernels
          </caption>
          <thead>
            <tr>
              <th scope="col">result</th>
              <th scope="col">case</th>
              <th scope="col">what happened</th>
            </tr>
          </thead>
          <tbody>
            ${replays.map(row)}
          </tbody>
        </table>
      </div>
    </div>
  </section>`;
}

function row(replay: ReplayReport): Html {
  const [, word = '', text = ''] =
    /^(\S+) +(.*)$/su.exec(replayLine({ ...replay, file: '' }, { colour: false })) ?? [];
  return html`<tr>
    <td><span class="word ${VERDICTS[replay.kind]}">${word}</span></td>
    <td><code>${replay.file}</code></td>
    <td>${text}</td>
  </tr>`;
}
