import { encode, pickled, raw } from '../../wire/index.js';
import { ask } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const codecVersion: ScenarioRule = {
  about:
    'known commands in the codec of another era, pickle or msgpack, on every channel: each must be refused',
  needs: ['list-sql-tables'],
  hosts: 'never',
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 40, 16, () => {
      if (draw.chance(1, 4)) ask(scene);
      else sendInOtherCodec(scene);
    });
    ask(scene);
  },
};

/** As a host of the other era writes it. */
function sendInOtherCodec(scene: Scene): void {
  const { draw, schema } = scene;
  const target = draw.pick(scene.targets);
  const message = target.make(scene.making());
  const frame = target.codec === 'pickle' ? encode(message) : pickled(schema, message);
  scene.send(target, raw(frame), { shape: 'wrong-root' });
}
