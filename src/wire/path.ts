import type { Level } from './compare.js';
import { show } from './show.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

/** How many steps of a very deep path are shown at either end. */
const SHOWN = 24;

/** The path to the child at hand of the last level; the middle of a very deep one is left out, and said so. */
export function pathOf(levels: readonly Level[]): string {
  if (levels.length <= 2 * SHOWN) return `$${levels.map(stepInto).join('')}`;
  const start = levels.slice(0, SHOWN).map(stepInto).join('');
  const end = levels.slice(-SHOWN).map(stepInto).join('');
  return `$${start}...(${levels.length - 2 * SHOWN} levels)...${end}`;
}

function stepInto({ expected, actual, reached }: Level): string {
  const index = reached - 1;
  if (expected.items !== null) return `[${index}]`;
  const entry = expected.entries[index >> 1] ?? actual.entries[index >> 1];
  return entry === undefined ? '' : step(entry[0]);
}

/** The step into an entry: `.name` for a key that is a plain name, else the key in brackets, cut when long. */
export function step(key: WireValue): string {
  if (key.kind === 'str' && key.bytes.length <= 64) {
    const name = textOf(key.bytes);
    if (name !== null && PLAIN.test(name)) return `.${name}`;
  }
  return `[key ${show(key, 40)}]`;
}

const PLAIN = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;
