/** What XML 1.0 cannot hold, not even as a reference. */
const FORBIDDEN: RegExp = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Character data or an attribute's value; what XML cannot hold is written as `\u{1b}`. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"\t\n\r]/g, (char) => REFERENCES[char] ?? char);
}

// Tabs and line ends as references, because a parser turns bare ones in an attribute into blanks.
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** An element with its attributes, and with its children indented below it; text children are given by {@link xmlText}. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}
