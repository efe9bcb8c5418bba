import { raw } from '../../wire/index.js';
import { ask, runScratch } from './saying.js';
import type { ScenarioRule } from './scenario.js';

/** A kernel that takes each frame for a message does so whatever belongs together; an empty one is a torn one. */
export const parts: ScenarioRule = {
  about:
    'commands in messages of several frames, empty frames among them: each frame is a command of its own',
  needs: ['execute-scratchpad', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw, steps } = scene;
    draw.list(1, 40, 16, () => {
      if (draw.chance(1, 4)) runScratch(scene, true);
      else ask(scene);
      const step = steps.at(-1);
      if (step?.kind !== 'send' || !draw.chance(2, 3)) return;
      const empty = { ...step, shape: 'empty-frame', tag: null, value: raw(new Uint8Array(0)), times: 1 };
      steps.splice(-1, 1, { ...step, more: true });
      if (draw.chance(1, 4)) steps.push(draw.chance(1, 2) ? { ...empty, more: true } : empty);
    });
    // The last frame ends what was begun.
    ask(scene);
  },
};
