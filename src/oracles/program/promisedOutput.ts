/** A text literal that is printed as it is written: no escapes, no quotes, nothing that HTML writes otherwise. */
const LITERAL = String.raw`"([\w .:#-]{1,200})"`;
const PRINT = new RegExp(String.raw`^print\(${LITERAL}(, file=sys\.stderr)?\)$`, 'u');
const LAST = new RegExp(
  String.raw`^(?:${LITERAL}|raise (?:ValueError|TypeError|RuntimeError|KeyError|IndexError)\(${LITERAL}\))$`,
  'u',
);
const IMPORT = 'import sys';

/**
 * The texts that code is sure to say when it runs, in order; null: nobody can foretell it. Only code of prints of text
 * literals, with such a literal, or an error with one, as its last line; no name that another cell could have defined.
 */
export function promisedOutput(code: string): readonly string[] | null {
  const texts: string[] = [];
  let imported = false;
  let ended = false;
  for (const line of code.split('\n')) {
    if (line === '') continue;
    if (ended) return null;
    const print = PRINT.exec(line);
    const last = print === null ? LAST.exec(line) : null;
    if (line === IMPORT) imported = true;
    else if (print?.[1] !== undefined && (print[2] === undefined || imported)) texts.push(print[1]);
    else if (last !== null) {
      texts.push(last[1] ?? last[2] ?? '');
      ended = true;
    } else return null;
  }
  return texts.length === 0 ? null : texts;
}

/** Whether code names a module: two cells that do are in each other's way. */
export function defines(code: string): boolean {
  return code.split('\n').includes(IMPORT);
}
