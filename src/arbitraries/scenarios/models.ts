import { MARIMO_STATE } from '../../schema/index.js';
import { array, map, nil, record, text, type Entry, type WireValue } from '../../wire/index.js';
import { anyBuffer } from '../buffers.js';
import type { Draw } from '../draw.js';
import { ask, call, echo, runScratch, texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Fields, Scene } from './scene.js';

const { elements, models, channel, copies, token, widget } = MARIMO_STATE;
const NEEDS: readonly string[] = ['invoke-function', elements.tag, models.tag];

export const merging: ScenarioRule = {
  about:
    'crowds of changes of the same few elements and models, on control alone or with copies, and what is left',
  needs: [...NEEDS, 'execute-scratchpad', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw } = scene;
    const change = changing(scene, NOTES);
    draw.list(1, 60, 30, () => {
      if (draw.chance(1, 16)) ask(scene);
      change();
    });
    // While something runs changes pile up, and are merged.
    if (draw.chance(1, 2)) {
      runScratch(scene, true);
      draw.list(2, 8, 4, change);
    }
    for (const id of NOTES.ids) call(scene, MARIMO_STATE, text(id));
  },
};

export const binaryBuffers: ScenarioRule = {
  about:
    'buffers of every byte and many lengths, in model commands to widgets and back out of them, and echoed',
  needs: NEEDS,
  ends: false,
  play(scene) {
    const { draw } = scene;
    const change = changing(scene, BUFFERS);
    draw.list(1, 60, 20, () => {
      if (draw.chance(1, 3)) echo(scene, anyBuffer(draw), { shape: 'binary-buffer' });
      else change();
    });
    for (const id of models.known) {
      call(scene, MARIMO_STATE, text(id));
      if (widget !== undefined) call(scene, { ...MARIMO_STATE, functionName: widget.functionName }, text(id));
    }
  },
};

/** What changes are made of. */
interface Stuff {
  readonly shape: string;
  readonly ids: readonly string[];
  readonly value: (draw: Draw) => WireValue;
  /** How many buffers an update has at most. */
  readonly buffers: number;
}

const NOTES: Stuff = {
  shape: 'valid',
  ids: [...elements.known, ...elements.parts, ...models.known],
  value: noted,
  buffers: 2,
};
const BUFFERS: Stuff = { shape: 'binary-buffer', ids: models.known, value: noted, buffers: 4 };

/**
 * Makes changes of one thing after the other. All changes of one id are sent in one way: what a copy overtakes that was
 * sent once is not promised.
 */
function changing(scene: Scene, stuff: Stuff): () => void {
  const { draw } = scene;
  // An older kernel listens for changes on one channel only.
  const isCopied = (tag: string): boolean =>
    scene.targets.some((target) => target.tag === tag && target.channel === copies);
  const twice = new Map(stuff.ids.map((id) => [id, draw.chance(1, 2)]));
  return () => {
    const id = draw.pick(stuff.ids);
    const isElement = !models.known.includes(id);
    const tag = isElement ? elements.tag : models.tag;
    const fields = {
      ...(isElement ? elementFields(scene, id, twice, stuff) : modelFields(draw, id, stuff)),
      [token]: text(scene.id()),
    };
    const target = scene.target(tag, channel);
    const message = scene.message(target, fields);
    const { shape } = stuff;
    scene.send(target, message, { shape });
    if (twice.get(id) === true && isCopied(tag)) scene.send(target, message, { shape, channel: copies });
  };
}

/** Of one element, or of several that are sent in the same way. */
function elementFields(
  scene: Scene,
  id: string,
  twice: ReadonlyMap<string, boolean>,
  { value }: Stuff,
): Fields {
  const { draw } = scene;
  const all = [...elements.known, ...elements.parts];
  const others = all.filter((other) => other !== id && twice.get(other) === twice.get(id));
  const ids = [id, ...others.filter(() => draw.chance(1, 4))];
  const own = (one: string): WireValue => (elements.parts.includes(one) ? text(scene.id()) : value(draw));
  return { [elements.ids]: texts(ids), [elements.values]: array(ids.map(own)) };
}

const KEYS: readonly string[] = ['a', 'b', 'value', 'é'];

function modelFields(draw: Draw, id: string, { value, buffers: most }: Stuff): Fields {
  if (draw.chance(1, 8)) {
    const message = record({ method: text('custom'), content: value(draw) });
    return { [models.id]: text(id), [models.message]: message, [models.buffers]: array([]) };
  }
  const names = KEYS.filter(() => draw.chance(1, 2));
  const state: Entry[] = names.map((name) => [text(name), value(draw)]);
  // A path without a first part is a bug that is known, and ends the kernel.
  const paths = distinctPaths(
    draw.list(0, most, 1, () => [draw.pick(KEYS), ...draw.list(0, 2, 1, () => draw.pick(KEYS))]),
  );
  return {
    [models.id]: text(id),
    [models.message]: record({
      method: text('update'),
      [models.state]: map(state),
      [models.paths]: array(paths.map(texts)),
    }),
    [models.buffers]: array(paths.map(() => anyBuffer(draw))),
  };
}

function distinctPaths(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(paths.map((path) => [path.join('\n'), path])).values()];
}

/** A value that JSON says in one way. */
function noted(draw: Draw): WireValue {
  switch (draw.below(8)) {
    case 0:
      return text('');
    case 1:
      return nil;
    case 2:
      return { kind: 'bool', value: draw.chance(1, 2) };
    case 3:
      return array(draw.list(0, 3, 1, () => noted(draw)));
    case 4:
      return map(KEYS.filter(() => draw.chance(1, 3)).map((name): Entry => [text(name), noted(draw)]));
    case 5:
      return text(draw.pick(['é😀', 'a\nb', '\u0000', 'x'.repeat(300)]));
    default:
      return { kind: 'int', value: BigInt(draw.below(2 ** 31)) };
  }
}
