import { printable } from './printable.js';

/** Text in one line that no Markdown reader takes for markup, an HTML tag or a mention. */
export function markdownText(text: string): string {
  return printable(text).replace(/[\\|<>*_[\]`&~#@]/g, (character) =>
    character === '@' ? '&#64;' : `\\${character}`,
  );
}
