import { array, bin, bool, float64, int, map, nil, text, type WireValue } from '../../wire/index.js';
import type { ScenarioRule } from './scenario.js';

/** One of each kind, that is a message of no channel, or of one alone. */
const ROOTS: readonly WireValue[] = [
  [nil, bool(true), int(0), int(-1), float64(0.5), text('text'), bin(Uint8Array.of(1))],
  [array([]), array([text('x')]), map([]), map([[text('x'), nil]])],
].flat();

export const typedChannels: ScenarioRule = {
  about:
    'every command on its own channel and on every other, and values that are none: each channel takes its own',
  needs: [],
  ends: false,
  play(scene) {
    for (const target of scene.targets) {
      for (const channel of scene.channels) {
        const isText = target.record === null;
        // Of texts that nobody asked for a kernel keeps one; where it belongs, the roots below send it.
        if (isText && channel === target.channel) continue;
        const shape = channel === target.channel ? 'valid' : 'wrong-channel';
        scene.send(target, target.make(scene.making()), { channel, shape });
      }
    }
    for (const channel of scene.channels) {
      const target = scene.targets.find((each) => each.channel === channel);
      if (target === undefined) continue;
      for (const root of ROOTS) scene.send(target, root, { shape: 'wrong-root' });
    }
  },
};
