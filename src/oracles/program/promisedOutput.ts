/** A text literal that is printed as it is written: no escapes, no quotes, nothing that HTML writes otherwise. */
const LITERAL = String.raw`"([\w .:#-]{1,200})"`;
const PRINT = new RegExp(String.raw`^print\(${LITERAL}(, file=sys\.stderr)?\)$`, 'u');
const LAST = new RegExp(
  String.raw`^(?:${LITERAL}|raise (?:ValueError|TypeError|RuntimeError|KeyError|IndexError)\(${LITERAL}\))$`,
  'u',
);
const IMPORT = 'import sys';

/** An escape that stands for half a character, which no encoding of Unicode can write. */
const HALF = String.raw`\\ud[89a-f][0-9a-f]{2}`;
/** A literal that ends in such an escape, and in nothing else that is no plain text. */
const ILL_FORMED = String.raw`"([\w .:#-]{0,200})${HALF}"`;
const PRINT_ILL = new RegExp(String.raw`^print\(${ILL_FORMED}\)$`, 'u');
const LAST_ILL = new RegExp(
  String.raw`^(?:${ILL_FORMED}|raise (?:ValueError|TypeError|RuntimeError|KeyError|IndexError)\(${ILL_FORMED}\))$`,
  'u',
);

/**
 * The texts that code is sure to say when it runs, in order; null: nobody can foretell it. Only code of prints of text
 * literals, with such a literal, or an error with one, as its last line; no name that another cell could have defined.
 * Half a character may be refused where it is printed: what came before it was said. An error or a value that ends in
 * one is told all the same, with something in its place.
 */
export function promisedOutput(code: string): readonly string[] | null {
  const texts: string[] = [];
  const said = (text: string): void => {
    if (text !== '' && !refused) texts.push(text);
  };
  let imported = false;
  let refused = false;
  let ended = false;
  for (const line of code.split('\n')) {
    if (line === '') continue;
    if (ended) return null;
    const print = PRINT.exec(line);
    const last = print === null ? (LAST.exec(line) ?? LAST_ILL.exec(line)) : null;
    if (line === IMPORT) imported = true;
    else if (print?.[1] !== undefined && (print[2] === undefined || imported)) said(print[1]);
    else if (PRINT_ILL.test(line)) refused = true;
    else if (last !== null) {
      said(last[1] ?? last[2] ?? '');
      ended = true;
    } else return null;
  }
  return texts.length === 0 ? null : texts;
}

/** Whether code holds half a character, written as an escape. */
export function isIllFormed(code: string): boolean {
  return new RegExp(HALF, 'u').test(code);
}

/** Whether code names a module: two cells that do are in each other's way. */
export function defines(code: string): boolean {
  return code.split('\n').includes(IMPORT);
}
