import { text, type Entry, type WireValue } from '../../wire/index.js';
import { anyLeaf, anyValue } from '../anyValue.js';
import type { Draw } from '../draw.js';
import { withEntry, withoutEntry } from '../entries.js';
import { GENEROUS } from '../making.js';
import { fieldsIn, replaced, type Written } from '../nodes.js';
import { isMap } from '../shape.js';
import { someType } from '../someType.js';
import type { Target } from '../targets.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

export const missingRequired: ScenarioRule = {
  about: 'each required field of each command left out in turn, at any depth: refused, and never in silence',
  needs: [],
  ends: false,
  play(scene) {
    for (const target of scene.targets.filter(isMap)) {
      const message = target.make(scene.making(GENEROUS));
      for (const written of fieldsIn(message, ({ field }) => field.default === null)) {
        scene.send(target, changed(message, written, []), { shape: 'missing-required' });
      }
    }
  },
};

export const nestedEvolution: ScenarioRule = {
  about: 'records within commands in another version: with fields added, removed, retyped and renamed',
  needs: [],
  ends: false,
  play(scene) {
    const { draw } = scene;
    const holders = scene.targets.filter(holdsRecords);
    if (holders.length === 0) return;
    draw.list(1, 80, 30, () => {
      evolve(scene, draw.pick(holders));
    });
  },
};

function evolve(scene: Scene, target: Target): void {
  const { draw } = scene;
  const message = target.make(scene.making(GENEROUS));
  const nested = fieldsIn(message, ({ record }) => record !== target.record);
  if (nested.length === 0) return;
  const written = draw.pick(nested);
  const { shape, change } = draw.pick(CHANGES);
  scene.send(target, change(message, written, draw), { shape });
}

interface Change {
  readonly shape: string;
  readonly change: (message: WireValue, written: Written, draw: Draw) => WireValue;
}

/** What a version may do to a record; the simplest first. */
const CHANGES: readonly Change[] = [
  { shape: 'missing-required', change: (message, written) => changed(message, written, []) },
  {
    shape: 'extra-nested-field',
    change: (message, { place }, draw) =>
      replaced(message, place, (record) => withEntry(draw, record, [text('newField'), anyValue(draw)])),
  },
  {
    shape: 'retyped-field',
    change: (message, written, draw) => changed(message, written, [[written.entry[0], anyLeaf(draw)]]),
  },
  {
    shape: 'renamed-field',
    change: (message, written) =>
      changed(message, written, [[text(`${written.known.field.name}_`), written.entry[1]]]),
  },
];

function changed(message: WireValue, { place, at }: Written, instead: readonly Entry[]): WireValue {
  return replaced(message, place, (record) => withoutEntry(record, at, ...instead));
}

function holdsRecords({ schema, record }: Target): boolean {
  if (record?.layout !== 'map') return false;
  return record.fields.some((field) => someType(schema, field.type, ({ kind }) => kind === 'ref'));
}
