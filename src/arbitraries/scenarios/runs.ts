import { array, record, text } from '../../wire/index.js';
import { ask, runCells, runScratch } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const correlation: ScenarioRule = {
  about:
    'scratchpad runs, with names and without, that print, raise or do not compile, other commands between them',
  needs: ['execute-scratchpad', 'execute-cells', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 60, 24, () => {
      const way = draw.below(8);
      if (way < 4) runScratch(scene, true);
      else if (way === 4) runScratch(scene, false);
      else if (way === 5) runCells(scene, 1 + draw.skewed(2));
      else ask(scene);
    });
  },
};

export const lifecycle: ScenarioRule = {
  about: 'commands whose handlers raise, between ones that must be answered all the same; then the end',
  needs: ['execute-scratchpad', 'execute-cells', 'list-sql-tables'],
  ends: true,
  play(scene) {
    const { draw } = scene;
    draw.list(2, 60, 20, () => {
      draw.pick(RAISING)(scene);
      if (draw.chance(1, 2)) runScratch(scene, true);
      else ask(scene);
    });
  },
};

export const interrupt: ScenarioRule = {
  about: 'interrupts while runs are queued and under way: they end early, the kernel goes on',
  needs: ['execute-scratchpad', 'execute-cells', 'list-sql-tables'],
  // What was interrupted may have been left half done: nothing else is judged by this kernel.
  hosts: 'never',
  ends: true,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 30, 12, () => {
      draw.list(1, 8, 3, () => {
        if (draw.chance(1, 4)) runCells(scene, 1);
        else runScratch(scene, true);
      });
      draw.list(1, 6, 2, () => {
        scene.damage('interrupt', draw.skewed(15));
      });
    });
  },
};

/** Commands that decode, and with which their handlers can do nothing; the simplest first. */
const RAISING: readonly ((scene: Scene) => void)[] = [
  (scene) => {
    // More cells than codes.
    scene.say(
      'execute-cells',
      { cellIds: array([text(scene.id())]), codes: array([]) },
      { shape: 'uneven-lists' },
    );
  },
  (scene) => {
    scene.say(
      'update-ui-element',
      { objectIds: array([text(scene.id())]), values: array([]) },
      { shape: 'uneven-lists' },
    );
  },
  (scene) => {
    // The function is known, and takes no such argument.
    scene.say('invoke-function', {
      functionCallId: text(scene.id()),
      args: record({ [scene.id()]: text('x') }),
    });
  },
  (scene) => {
    scene.say('delete-cell', { cellId: text(scene.id()) });
  },
];
