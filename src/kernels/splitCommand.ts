import { KernelError } from './kernelError.js';

/**
 * Splits a command into words the way a shell does, with quotes and backslashes and nothing else: no variables, no
 * patterns, no pipes, because no shell runs it.
 *
 * @throws KernelError `bad-command` when it is empty or a quote is not closed
 */
export function splitCommand(command: string): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < command.length; at += 1) {
    const character = command.charAt(at);
    if (character === '\\' && quote !== "'" && escapes(command.charAt(at + 1), quote)) {
      at += 1;
      word = (word ?? '') + command.charAt(at);
    } else if (quote === null && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === quote) {
      quote = null;
    } else if (quote === null && /\s/u.test(character)) {
      if (word !== null) {
        words.push(word);
      }
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) {
    throw new KernelError(
      'bad-command',
      `Read the command ${command}: expected a closing ${quote}, got the end.`,
    );
  }
  const [first, ...rest] = word === null ? words : [...words, word];
  if (first === undefined) {
    throw new KernelError('bad-command', 'Read the command of the kernel: expected a command, got nothing.');
  }
  return [first, ...rest];
}

/** Between double quotes a backslash stands for itself before most characters. */
function escapes(next: string, quote: '"' | null): boolean {
  return next !== '' && (quote === null || next === '"' || next === '\\');
}
