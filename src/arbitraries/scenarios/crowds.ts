import { ask, echo, runCells, runScratch } from './saying.js';
import type { ScenarioRule } from './scenario.js';
import type { Scene } from './scene.js';

const BURST_MIN = 100;
const BURST_MAX = 5_000;

export const burst: ScenarioRule = {
  about: '100 to 5,000 runs back to back, of cells and of the scratchpad: their completions come in order',
  needs: ['execute-scratchpad', 'execute-cells'],
  ends: false,
  sendMs: 20_000,
  play(scene) {
    const { draw } = scene;
    const count = BURST_MIN + draw.skewed(BURST_MAX - BURST_MIN);
    draw.list(count, count, 1, () => {
      // A cell is kept by the kernel, and its graph grows with each; a run of the scratchpad leaves nothing behind.
      if (draw.chance(1, 20)) runCells(scene, 1);
      else runScratch(scene, true);
    });
  },
};

export const concurrentSenders: ScenarioRule = {
  about: 'a sender for each channel, all at the same time: each channel keeps its order',
  needs: ['execute-scratchpad', 'list-sql-tables'],
  ends: false,
  play(scene) {
    const { draw, channels } = scene;
    for (const [sender, channel] of channels.entries()) {
      const own = scene.targets.filter((target) => target.channel === channel);
      const texts = own.every(({ record }) => record === null);
      // Of texts a kernel keeps one that nobody has asked for; more block it.
      draw.list(1, texts ? 1 : 80, 30, () => {
        if (channel === 'control') speak(scene, sender);
        else {
          const target = draw.pick(own);
          scene.send(target, target.make(scene.making()), { sender });
        }
      });
    }
  },
};

function speak(scene: Scene, sender: number): void {
  if (scene.draw.chance(1, 2)) runScratch(scene, true, { sender });
  else ask(scene, { sender });
}

export const crashMidSend: ScenarioRule = {
  about: 'the kernel is killed in the middle of a burst, or while it sends something large',
  needs: ['execute-scratchpad', 'invoke-function', 'list-sql-tables'],
  ends: true,
  play(scene) {
    const { draw } = scene;
    draw.list(1, 200, 60, () => {
      speak(scene, 0);
    });
    if (draw.chance(1, 2)) sendLarge(scene);
    scene.damage({ kind: 'kill' }, draw.below(30));
  },
};

/** The kernel gives back what it is given: ten megabytes take it a while. */
function sendLarge(scene: Scene): void {
  const bytes = new Uint8Array((1 + scene.draw.below(10)) * 2 ** 20).fill(0x78);
  echo(scene, { kind: 'str', bytes });
}
