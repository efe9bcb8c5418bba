/**
 * Control characters, invisible direction marks, line separators and lone surrogates: what would move the cursor, hide
 * text or break a line. Everything a kernel or a generator wrote passes through here before a terminal sees it.
 */
const UNPRINTABLE: RegExp =
  /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text in one line, with all that does not print written as an escape: `\n`, `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (char) => SHORT[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The printable text, at most `max` characters of it; that something is left out is said, with the true length. */
export function cut(text: string, max: number): string {
  const shown = printable(head(text, max));
  if (text.length <= max && shown.length <= max) return shown;
  return `${head(shown, max)}… (${text.length.toLocaleString('en-US')} characters)`;
}

/** The first `max` code units, or one less where the cut would split a surrogate pair. */
export function head(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}
