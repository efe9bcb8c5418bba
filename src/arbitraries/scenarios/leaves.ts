import { array, map, text, type WireValue } from '../../wire/index.js';
import { nested } from '../anyValue.js';
import { anyBuffer } from '../buffers.js';
import { floatCode, trickyCode } from '../code.js';
import type { Draw } from '../draw.js';
import { withoutEntry } from '../entries.js';
import { nonFinite } from '../floats.js';
import { illFormedText } from '../illFormedText.js';
import type { Style } from '../making.js';
import { fieldsIn, replaced } from '../nodes.js';
import { trickyText } from '../texts.js';
import { anyTime, echo, texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const unicode: ScenarioRule = {
  about:
    'emoji, combining forms, NUL and ill-formed text: in code, in the ids of cells, in values, in buffers',
  needs: ['execute-cells', 'execute-scratchpad', 'invoke-function'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 40, 16, () => {
      // Output with half a character is known to be lost: seldom, for the sake of all the rest.
      if (draw.chance(1, 80)) runIllFormed(scene);
      switch (draw.below(5)) {
        case 0:
          runSpecial(scene, trickyCode(scene.making()), text(scene.id()), 'text');
          break;
        case 1:
          runSpecial(scene, trickyCode(scene.making()), trickyText(draw), 'text');
          break;
        case 2:
          echo(scene, nested(draw, trickyText, 2), { shape: 'text' });
          break;
        case 3:
          echo(scene, illFormedText(draw), { shape: 'ill-formed-text' });
          break;
        default:
          echo(scene, anyBuffer(draw), { shape: 'binary-buffer' });
      }
    });
  },
};

/** Code whose output ends in half a character, which is no text in any encoding; the simplest first. */
function runIllFormed(scene: Scene): void {
  const id = scene.id();
  const code = scene.draw.pick([
    `raise ValueError("${id} \\ud800")`,
    `print("${id}")\nprint("\\ud800")`,
    `"${id} \\udfff"`,
  ]);
  scene.say('execute-scratchpad', { code: text(code) }, { shape: 'ill-formed-text' });
}

/** In what a host tells of itself, where anything may stand. */
const NON_FINITE: Style = { any: ({ draw }) => nested(draw, nonFinite, 2), generous: true };

export const nanInfinity: ScenarioRule = {
  about: 'NaN, infinities and -0: in the metadata of a request, in values that come back, in what cells show',
  needs: ['execute-cells', 'invoke-function'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 40, 16, () => {
      const way = draw.below(3);
      if (way === 0) echo(scene, nested(draw, nonFinite, 3), { shape: 'non-finite' });
      else if (way === 1) runSpecial(scene, floatCode(scene.making()), text(scene.id()), 'non-finite');
      else requestWith(scene, nonFinite);
    });
  },
};

function runSpecial(scene: Scene, code: WireValue, cell: WireValue, shape: string): void {
  scene.say('execute-cells', { cellIds: array([cell]), codes: array([code]), ...anyTime(scene) }, { shape });
}

/** A run whose request carries special values in its metadata. */
function requestWith(scene: Scene, leaf: (draw: Draw) => WireValue): void {
  const target = scene.target('execute-cells');
  const cells = { cellIds: texts([scene.id()]), codes: texts([`"${scene.id()}"`]), ...anyTime(scene) };
  const message = scene.message(target, cells, NON_FINITE);
  const [meta] = fieldsIn(message, ({ field }) => field.name === 'meta');
  const special = (record: WireValue, at: number, key: WireValue): WireValue =>
    withoutEntry(record, at, [key, map([[text('x'), leaf(scene.draw)]])]);
  const value =
    meta === undefined
      ? message
      : replaced(message, meta.place, (record) => special(record, meta.at, meta.entry[0]));
  scene.send(target, value, { shape: 'non-finite' });
}
