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
  for (const rule of [
    judgeLeaks,
    judgeValues,
    judgeNeighbours,
    judgeStarts,
    judgeEnds,
    judgeDrops,
  ]) {
    rule(trial, sheet);
  }
  return sheet.judgement();
}
