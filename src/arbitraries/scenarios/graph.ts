import { map, record, text } from '../../wire/index.js';
import { SETUP_CELL } from '../marimo/cellRoles.js';
import { texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const graph: ScenarioRule = {
  about: 'a few cells that come, change, depend on each other and go; some are named twice, or in two lists',
  needs: ['execute-cells', 'sync-graph', 'delete-cell'],
  ends: false,
  play(scene) {
    const cells = [scene.id(), scene.id(), scene.id()];
    const changes = CHANGES.filter(({ tag }) => scene.targets.some((target) => target.tag === tag));
    scene.draw.list(1, 24, 8, () => {
      const { tag, say } = scene.draw.pick(changes);
      say(scene, cells, tag);
    });
  },
};

interface Change {
  readonly tag: string;
  readonly say: (scene: Scene, cells: readonly string[], tag: string) => void;
}

/** What may be done with cells; the simplest first. */
const CHANGES: readonly Change[] = [
  {
    tag: 'execute-cells',
    say(scene, cells, tag) {
      const ids = some(scene, cells, 1);
      scene.say(tag, { cellIds: texts(ids), codes: texts(ids.map(() => codeOf(scene))) });
    },
  },
  {
    tag: 'delete-cell',
    say(scene, cells, tag) {
      scene.say(tag, { cellId: text(scene.draw.pick(cells)) });
    },
  },
  {
    tag: 'sync-graph',
    say(scene, cells, tag) {
      const known = [...new Set(some(scene, cells, 0))];
      const runIds = known.length === 0 ? [] : some(scene, known, 0);
      // The host's own cell is always named: cells that are not named are deleted.
      scene.say(tag, {
        cells: map([
          [text(SETUP_CELL), text('')],
          ...known.map((id) => [text(id), text(codeOf(scene))] as const),
        ]),
        runIds: texts(runIds),
        deleteIds: texts(some(scene, cells, 0)),
      });
    },
  },
  {
    tag: 'edit-cells',
    say(scene, cells, tag) {
      const edited = [...new Set(some(scene, cells, 0))];
      scene.say(tag, {
        codes: map(edited.map((id) => [text(id), text(codeOf(scene))])),
        configs: record({}),
        deleteIds: texts(some(scene, cells, 0)),
      });
    },
  },
  {
    tag: 'execute-stale-cells',
    say(scene, _, tag) {
      scene.say(tag, {});
    },
  },
];

/** At least so many of these cells, in any order, some of them perhaps twice. */
function some({ draw }: Scene, cells: readonly string[], least: number): readonly string[] {
  const chosen: string[] = [];
  draw.list(least, 4, least + 1, () => {
    chosen.push(draw.pick(cells));
  });
  return chosen;
}

/** Code that defines a name, reads it, does not compile, or does nothing. */
function codeOf({ draw }: Scene): string {
  return draw.pick(['x = 1', 'y = x + 1', '1 +', '', 'x = 2', 'raise ValueError("x")', 'del x']);
}
