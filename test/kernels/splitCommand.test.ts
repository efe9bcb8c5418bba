import { describe, expect, it } from 'vitest';

import { KernelError } from '../../src/kernels/index.js';
import { splitCommand } from '../../src/kernels/splitCommand.js';

describe('splitCommand', () => {
  it.each([
    ['node kernel.js', ['node', 'kernel.js']],
    ['  a \t b\n', ['a', 'b']],
    [`a 'b c' "d e"`, ['a', 'b c', 'd e']],
    [`a ''  ""`, ['a', '', '']],
    [`a'b'"c"d`, ['abcd']],
    ['a\\ b c', ['a b', 'c']],
    [`'a\\b' "a\\b" "a\\"b" "a\\\\b"`, ['a\\b', 'a\\b', 'a"b', 'a\\b']],
    [`"it's" '"'`, ["it's", '"']],
    ['a $HOME *.js | b', ['a', '$HOME', '*.js', '|', 'b']],
    ['a\\', ['a\\']],
  ])('splits %s', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  it.each(['', '   ', `a 'b`, 'a "b'])('refuses %j', (command) => {
    expect(() => splitCommand(command)).toThrow(KernelError);
  });
});
