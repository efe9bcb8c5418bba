import { chronicleOf } from '../../history/index.js';
import { uncaughtBy } from '../lastError.js';
import { Sheet } from '../sheet.js';
import type { Judgement, Trial } from '../types.js';
import { judgeDrops } from './drops.js';
import { judgeEnds } from './ends.js';
import { judgeLeaks } from './leaks.js';
import { judgeNeighbours } from './neighbours.js';
import { judgeStarts } from './starts.js';
import { judgeValues } from './values.js';

/** The rules of isolation, one after the other. */
export function isolationOfSessions(trial: Trial): Judgement {
  const sheet = new Sheet('isolation');
  judgeLeaks(trial, sheet);
  judgeValues(trial, sheet);
  const loop = trial.target.sessions?.loop;
  if (loop !== undefined && uncaughtBy(chronicleOf(trial.history), loop) !== null) {
    // Then sessions end and fall silent as it happens; `alive` tells why.
    sheet.unknown('the host ended');
    return sheet.judgement();
  }
  for (const rule of [judgeNeighbours, judgeStarts, judgeEnds, judgeDrops]) rule(trial, sheet);
  return sheet.judgement();
}
