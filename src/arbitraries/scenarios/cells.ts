import { anyValue } from '../anyValue.js';
import { array, text } from '../../wire/index.js';
import { GENEROUS } from '../making.js';
import { fieldsIn, replaced } from '../nodes.js';
import { withExtra } from '../shapes/extraFields.js';
import { anyTime, codeSaying, runCells, texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const warmup: ScenarioRule = {
  about: 'the first cell of a kernel, from its command to its completion',
  needs: ['execute-cells'],
  ends: false,
  play(scene) {
    runCells(scene, 1);
  },
};

export const execute: ScenarioRule = {
  about: 'new cells, one to four in a command: what they print, show and raise, then their completion',
  needs: ['execute-cells', 'delete-cell'],
  ends: false,
  play(scene) {
    scene.draw.list(1, 30, 12, () => {
      runCells(scene, 1 + scene.draw.skewed(3));
    });
  },
};

export const forwardCommand: ScenarioRule = {
  about: 'execute-cells as a newer host would write it, with fields that nobody knows: the cell must run',
  needs: ['execute-cells'],
  ends: false,
  play(scene) {
    scene.draw.list(1, 16, 8, () => {
      runNewer(scene);
    });
  },
};

function runNewer(scene: Scene): void {
  const { draw } = scene;
  const id = scene.id();
  const target = scene.target('execute-cells');
  const making = scene.making(GENEROUS);
  const fields = { cellIds: array([text(id)]), codes: texts([codeSaying(draw, id)]), ...anyTime(scene) };
  const message = scene.message(target, fields, GENEROUS);
  const nested = fieldsIn(message, ({ record }) => record !== target.record);
  if (nested.length === 0 || draw.chance(1, 2)) {
    scene.send(target, withExtra(making, message, anyValue(draw)), { shape: 'extra-field' });
    return;
  }
  const { place } = draw.pick(nested);
  const newer = replaced(message, place, (record) => withExtra(making, record, anyValue(draw)));
  scene.send(target, newer, { shape: 'extra-nested-field' });
}
