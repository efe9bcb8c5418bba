import { createCommand, HOST_TAGS, stopCommand } from '../../schema/index.js';
import type { Draw } from '../draw.js';

/** A message on `mgmt` that a host may refuse, and what is wrong with it. */
export interface BrokenCommand {
  readonly bytes: Uint8Array;
  readonly shape: string;
  readonly tag: string | null;
}

/** JSON that is none, commands that nobody knows, fields that are missing, extra or of another type. */
export function brokenCommand(draw: Draw, session: string): BrokenCommand {
  const own = draw.chance(1, 2) ? createCommand(session) : stopCommand(session);
  const whole = JSON.stringify(own);
  const tag = String(own['type']);
  const names = Object.keys(own);
  const name = draw.pick(names);
  const fields = Object.entries(own);
  const made = draw.pick<() => readonly [string, string]>([
    () => ['extra-field', JSON.stringify({ ...own, [`x_${session}`]: 1 })],
    () => ['missing-field', JSON.stringify(Object.fromEntries(fields.filter(([one]) => one !== name)))],
    () => ['wrong-type', JSON.stringify({ ...own, [name]: draw.pick([null, 0, true, 1.5, [], {}]) })],
    () => ['new-tag', JSON.stringify({ ...own, type: `${HOST_TAGS.stop}New` })],
    () => ['cut-frame', whole.slice(0, draw.below(whole.length))],
    () => ['wrong-root', draw.pick(['[]', '1', 'null', '""', '{}'])],
    () => ['trailing-bytes', `${whole}${draw.pick(['}', ' x', whole])}`],
  ])();
  const [shape, json] = made;
  return { bytes: Buffer.from(json), shape, tag: shape === 'wrong-root' ? null : tag };
}
