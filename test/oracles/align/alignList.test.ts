import { describe, expect, it } from 'vitest';
import { alignList } from '../../../src/oracles/align/alignList.js';
import type { ListPairing } from '../../../src/oracles/align/listPairing.js';

/**
 * Frames and items are letters. A capital among the frames may be missing from the list; `X` fits every item, other
 * capitals fit their small letter.
 */
function pairing(frames: string, items: string): ListPairing {
  return {
    frames: frames.length,
    items: items.length,
    isSure: (frame) => /[a-z]/u.test(frames[frame] ?? ''),
    fits: (frame, item) => frames[frame] === 'X' || frames[frame]?.toLowerCase() === items[item],
  };
}

/** For each item its frame, `+` and a frame for one that repeats it, `-` for one of no frame. */
function told(list: ListPairing): string {
  const { frameOf, repeats } = alignList(list);
  return [...frameOf]
    .map((frame, item) => {
      if (frame !== -1) return String(frame);
      const repeated = repeats[item] ?? -1;
      return repeated < 0 ? '-' : `+${repeated}`;
    })
    .join(' ');
}

describe('alignList', () => {
  it.each([
    ['nothing', '', '', ''],
    ['all there', 'abc', 'abc', '0 1 2'],
    ['one lost at the start', 'abc', 'bc', '1 2'],
    ['one lost in between', 'abcd', 'abd', '0 1 3'],
    ['an end', 'abc', 'a', '0'],
    ['one that is changed', 'abc', 'axc', '0 1 2'],
    ['one changed and one lost', 'abcde', 'axce', '0 1 2 4'],
    ['one that comes twice', 'abc', 'abbc', '0 1 +1 2'],
    ['one that comes again later', 'abc', 'abca', '0 1 2 +0'],
    ['one too many', 'abc', 'abxc', '0 1 - 2'],
    ['two that changed places', 'abc', 'acb', '0 2 1'],
    ['one that moved far', 'abcdef', 'bcdefa', '1 2 3 4 5 0'],
    ['one that may be missing, and is', 'aBc', 'ac', '0 2'],
    ['one that may be missing, and is there', 'aBc', 'abc', '0 1 2'],
    ['one that may be anything', 'aXc', 'azc', '0 1 2'],
    ['one that may be anything, or missing', 'aXbc', 'abc', '0 2 3'],
    ['several that may be missing', 'ABcABd', 'acbd', '0 2 4 5'],
  ])('explains %s', (_, frames, items, expected) => {
    expect(told(pairing(frames, items))).toBe(expected);
  });

  it('explains a long list in turn', () => {
    const long = 'abcdefghij'.repeat(150);
    const all = told(pairing(`X${long}X`, long)).split(' ');
    expect(all).toEqual(Array.from(long, (_, item) => String(item + 1)));
    const lost = told(pairing(`X${long}X`, long.slice(0, 700) + long.slice(703))).split(' ');
    expect([lost[699], lost[700], lost.at(-1)]).toEqual(['700', '704', '1500']);
  });

  it('calls an item of a long list changed that fits nothing near', () => {
    const long = 'abcdefghij'.repeat(150);
    const all = told(pairing(`X${long}X`, `${long.slice(0, 700)}z${long.slice(701)}`)).split(' ');
    expect(all).toEqual(Array.from(long, (_, item) => String(item + 1)));
  });
});
