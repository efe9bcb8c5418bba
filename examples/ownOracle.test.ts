// An oracle of one's own: a claim about every message and its answer. This one counts bytes, which no other oracle does.
import { ownOracle } from 'skewfuzz';
import { fuzz } from 'skewfuzz/vitest';

const short = ownOracle('own:short-answers', ({ sent, answer, received }) => {
  if (answer.kind === 'decode-error') return { unknown: 'an error says as much as it must' };
  const [most, came] = [200 + 2 * sent.bytes.length, received.bytes.length];
  if (came <= most) return null;
  return {
    rule: 'too-long',
    expected: `at most ${most} bytes for a message of ${sent.bytes.length}`,
    actual: `${came} bytes`,
    because: 'an answer holds the value and nothing else',
  };
});

fuzz('answers are short', {
  kernel: 'node kernel.js',
  env: { BUG: process.env['BUG'] ?? '' },
  oracles: [short],
  shapes: ['valid', 'text', 'int-edges'],
  runs: 5,
});
