import { MARIMO_SEND } from '../../schema/index.js';
import { text } from '../../wire/index.js';
import { newerNotification, newNotification } from '../notifications.js';
import { isTagged } from '../shape.js';
import { retagged } from '../shapes/tags.js';
import { tagsTo } from '../targets.js';
import { ask, call, texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const broadcast: ScenarioRule = {
  about: 'notifications as a newer kernel would send them: known ones with more fields, and brand-new ones',
  needs: ['invoke-function', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 30, 10, () => {
      if (draw.chance(1, 6)) ask(scene);
      else have(scene, () => (draw.chance(1, 4) ? newNotification : newerNotification));
    });
  },
};

export const unknownTagHazard: ScenarioRule = {
  about:
    'brand-new commands on every channel, and brand-new notifications: how many come, how many are refused',
  needs: ['invoke-function', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 40, 20, () => {
      const way = draw.below(6);
      if (way === 0) ask(scene);
      else if (way === 1) have(scene, () => newNotification);
      else sendNew(scene);
    });
    ask(scene);
  },
};

/** Has the kernel send a few notifications. */
function have(scene: Scene, kind: () => typeof newNotification): void {
  const { draw, schema } = scene;
  const documents = draw.list(1, 6, 2, () => kind()(scene.making(), schema, scene.id()));
  call(scene, MARIMO_SEND, texts(documents), { shape: 'valid' });
}

/** Of plain letters: what the log of a refusal does to other letters is a bug of its own. */
const NEW: readonly string[] = ['new-command', 'stress-foo-v1', 'execute-cells-v2', 'x', 'type'];

function sendNew(scene: Scene): void {
  const { draw, schema } = scene;
  const target = draw.pick(scene.targets.filter(isTagged));
  const tag = draw.pick([...NEW.filter((each) => !tagsTo(schema).has(each)), `${target.tag ?? ''}-v2`]);
  const message = retagged(target.make(scene.making()), target, ([key]) => [[key, text(tag)]]);
  scene.send(target, message, { shape: 'new-tag' });
}
