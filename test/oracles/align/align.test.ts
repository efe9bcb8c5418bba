import { describe, expect, it } from 'vitest';
import { align } from '../../../src/oracles/align/align.js';
import { answerOf, type Pairing } from '../../../src/oracles/align/pairing.js';

/**
 * Frames are letters; an answer is a letter and the number that it claims: `a0 c2`. A letter fits the same letter, and
 * `?` among the frames fits every answer.
 */
function pairing(frames: string, answers: string): Pairing {
  const came = answers.split(' ').filter((answer) => answer !== '');
  const fits = (frame: number, answer: number): boolean =>
    frames[frame] === '?' || frames[frame] === came[answer]?.[0];
  return {
    frames: frames.length,
    answers: came.length,
    claimed: (answer) => Number(came[answer]?.slice(1)),
    fits,
    resembles: fits,
    weight: () => 1,
  };
}

/** For each answer its frame, `+` and a frame for one that repeats it, `-` for one of no frame. */
function aligned(frames: string, answers: string): string {
  const { frameOf, repeats } = align(pairing(frames, answers));
  return [...frameOf]
    .map((frame, answer) => {
      if (frame !== -1) return String(frame);
      const repeated = repeats[answer] ?? -1;
      return repeated < 0 ? '-' : `+${repeated}`;
    })
    .join(' ');
}

describe('align', () => {
  it.each([
    ['nothing', '', '', ''],
    ['no answers', 'abc', '', ''],
    ['a healthy channel', 'abc', 'a0 b1 c2', '0 1 2'],
    ['an end', 'abc', 'a0', '0'],
    ['a loss', 'abcd', 'a0 c2 d3', '0 2 3'],
    ['a loss that is not counted', 'abcd', 'a0 c1 d2', '0 2 3'],
    ['a loss of the first frame, not counted', 'ab', 'b0', '1'],
    ['two losses, not counted', 'abcdef', 'a0 c1 d2 f3', '0 2 3 5'],
    ['a repetition', 'abc', 'a0 b1 b1 c2', '0 1 +1 2'],
    ['a repetition that is counted', 'abc', 'a0 b1 b2 c3', '0 1 +1 2'],
    ['repetitions among equals', 'aaaa', 'a0 a1 a1 a2 a2 a3', '0 1 +1 2 +2 3'],
    ['losses among equals', 'aaaaa', 'a0 a2 a4', '0 2 4'],
    ['losses in a row among equals', 'aaaaaa', 'a0 a4 a5', '0 4 5'],
    ['losses among equals, the last one too', 'aaaaaa', 'a0 a2 a4', '0 2 4'],
    ['another order', 'abcd', 'a0 c2 b1 d3', '0 2 1 3'],
    ['payloads that changed places', 'abcd', 'a0 c1 b2 d3', '0 2 1 3'],
    ['payloads in a ring', 'abcd', 'b0 c1 d2 a3', '1 2 3 0'],
    ['a changed payload', 'abcd', 'a0 x1 c2 d3', '0 1 2 3'],
    ['changed payloads and a loss', 'abcdef', 'a0 x1 y2 e4 f5', '0 1 2 4 5'],
    ['an old payload', 'abcd', 'a0 a1 c2 d3', '0 1 2 3'],
    ['old payloads all along', 'abcd', 'a0 a1 b2 c3', '0 1 2 3'],
    ['numbers from one', 'abc', 'a1 b2 c3', '0 1 2'],
    ['no numbers at all', 'abc', 'a0 b0 c0', '0 1 2'],
    ['a number too high now and then', 'abcdef', 'a0 b1 c3 d3 e4 f5', '0 1 2 3 4 5'],
    ['an answer to nothing', 'ab', 'a0 b1 z7', '0 1 -'],
    ['an answer to something earlier', 'ab', 'z-3 a0 b1', '- 0 1'],
    ['a stranger under the number of another', 'abc', 'a0 z1 b1 c2', '0 +1 1 2'],
    ['a changed payload before one that may be anything', 'a?', 'x0 b1', '0 1'],
  ])('explains %s', (_, frames, answers, expected) => {
    expect(aligned(frames, answers)).toBe(expected);
  });

  it('is quick where everything is changed and something is lost', () => {
    const count = 20_000;
    const answers: Pairing = {
      frames: count,
      answers: count - 1,
      claimed: (answer) => answer,
      fits: () => false,
      resembles: () => false,
      weight: () => 1,
    };
    expect(align(answers).frameOf.every((frame, answer) => frame === answer)).toBe(true);
  });
});

describe('answerOf', () => {
  it('turns answers by frame into frames by answer', () => {
    expect([...answerOf(4, Int32Array.of(2, -1, 0))]).toEqual([2, -1, 0, -1]);
  });
});
