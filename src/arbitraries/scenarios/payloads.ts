import { array, text } from '../../wire/index.js';
import { codeOfLength } from '../code.js';
import { repeatBytes } from '../joinBytes.js';
import { echo, texts } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

const MIB = 2 ** 20;
/** Where transports and codecs change, and what people send by mistake. */
const SIZES: readonly number[] = [64 * 2 ** 10, MIB, MIB + 1, 10 * MIB];
const EVERY_BYTE: Uint8Array = Uint8Array.from({ length: 251 }, (_, byte) => byte);
const utf8 = new TextEncoder();

export const largePayload: ScenarioRule = {
  about: 'code, texts and buffers of up to ten megabytes, and deep arrays, to the kernel and back',
  needs: ['execute-cells', 'invoke-function', 'model'],
  ends: false,
  sendMs: 10_000,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 4, 3, () => {
      draw.pick(LARGE)(scene, draw.pick(SIZES));
      if (draw.chance(1, 4)) echoDeep(scene);
    });
  },
};

const LARGE: readonly ((scene: Scene, bytes: number) => void)[] = [
  (scene, bytes) => {
    const code = { kind: 'str', bytes: codeOfLength(scene.draw.pick(UNITS), bytes) } as const;
    scene.say('execute-cells', { cellIds: texts([scene.id()]), codes: array([code]) }, LABEL);
  },
  (scene, bytes) => {
    echo(scene, { kind: 'str', bytes: repeatBytes(utf8.encode(scene.draw.pick(UNITS)), bytes, 0x61) }, LABEL);
  },
  (scene, bytes) => {
    echo(scene, { kind: 'bin', bytes: repeatBytes(EVERY_BYTE, bytes, 0xff) }, LABEL);
  },
  (scene, bytes) => {
    const buffers = array([{ kind: 'bin', bytes: repeatBytes(EVERY_BYTE, bytes, 0xff) }]);
    scene.say('model', { modelId: text(scene.id()), buffers }, LABEL);
  },
];

/** An array in an array, about as often as decoders and encoders bear. */
function echoDeep(scene: Scene): void {
  const depth = 400 + scene.draw.below(600);
  const bytes = new Uint8Array(depth + 1).fill(0x91).fill(0xc0, depth);
  echo(scene, { kind: 'raw', bytes }, { shape: 'deep-nesting' });
}

const LABEL = { shape: 'large-payload' } as const;

/** One, two, three and four bytes a character. */
const UNITS: readonly string[] = ['x', 'é', '日', '😀'];
