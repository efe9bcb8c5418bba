import { MARIMO_FAIL } from '../../schema/index.js';
import { array, bin, int, map, nil, record, text, type Entry } from '../../wire/index.js';
import { withoutEntry } from '../entries.js';
import { GENEROUS } from '../making.js';
import { fieldsIn, replaced } from '../nodes.js';
import { anyTime, ask, call, runCells, runScratch, texts } from './saying.js';
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
      // Errors of such a run are known to be lost: seldom, for the sake of all the rest.
      if (draw.chance(1, 80)) raiseFromNowhere(scene);
    });
  },
};

/** A run that raises, and that was asked for from an address that is no text. */
function raiseFromNowhere(scene: Scene): void {
  const { draw } = scene;
  const code = text(`raise ValueError("${scene.id()}")`);
  const alone = draw.chance(1, 2);
  const own = alone ? { code } : { cellIds: texts([scene.id()]), codes: array([code]), ...anyTime(scene) };
  const target = scene.target(alone ? 'execute-scratchpad' : 'execute-cells');
  const message = scene.message(target, own, GENEROUS);
  const [url] = fieldsIn(message, ({ field }) => field.name === 'url');
  const path = draw.pick([nil, int(5), array([]), bin(Uint8Array.of(1))]);
  const address: Entry[] = url === undefined ? [] : [[url.entry[0], map([[text('path'), path]])]];
  const sent =
    url === undefined
      ? message
      : replaced(message, url.place, (holder) => withoutEntry(holder, url.at, ...address));
  scene.send(target, sent, { shape: 'odd-address' });
}

export const lifecycle: ScenarioRule = {
  about: 'commands whose handlers raise, between ones that must be answered all the same; then the end',
  needs: ['execute-scratchpad', 'execute-cells', 'list-sql-tables', 'install-packages'],
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
        scene.damage({ kind: 'interrupt' }, draw.skewed(15));
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
  (scene) => {
    // The last one is known to end the kernel: seldom, for the sake of all that comes after it.
    // Releases that read pickle die of nearly every error, which is known as well.
    const isOld = scene.target('invoke-function').codec === 'pickle';
    const known = !isOld && scene.draw.chance(1, 40) ? 'SystemExit' : scene.draw.pick(ERRORS);
    call(scene, MARIMO_FAIL, text(known), { shape: 'raised' });
  },
  (scene) => {
    // Looked for and not found; there is nothing to install, and nobody who could.
    scene.say(
      'install-packages',
      { manager: text('no-such-manager'), versions: map([]) },
      { shape: 'no-such-manager' },
    );
  },
];

/** Errors that any code may raise. */
const ERRORS: readonly string[] = ['ValueError', 'KeyError', 'RecursionError', 'StopIteration'];
