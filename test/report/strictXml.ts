/** One element as it was read. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const CHARACTERS = String.raw`[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*`;
const TOKEN =
  /<(?<end>\/)?(?<name>[A-Za-z][\w.-]*)(?<attributes>(?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(?<empty>\/)?>|(?<text>[^<>]+)/y;
const REFERENCE = /&(?:(?<named>amp|lt|gt|quot|apos)|#(?<code>\d+));|(?<bare>&)/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the part of XML 1.0 that a report needs, and throws on all else that is not well-formed. */
export function strictXml(source: string): Element {
  if (!new RegExp(`^${CHARACTERS}$`, 'u').test(source)) throw new Error('a character that XML cannot hold');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(declaration)) throw new Error('no XML declaration');
  const document = source.slice(declaration.length).trim();
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(document)?.groups;
    if (token === undefined) throw new Error(`no markup and no text: ${document.slice(at, at + 40)}`);
    const parent = open.at(-1);
    if (parent === undefined) throw new Error('text after the end');
    if (token['text'] !== undefined) parent.text += resolved(token['text']);
    else if (token['end'] === undefined) {
      const element = {
        name: token['name'] ?? '',
        attributes: attributesOf(token['attributes'] ?? ''),
        children: [],
        text: '',
      };
      parent.children.push(element);
      if (token['empty'] === undefined) open.push(element);
    } else if (open.pop()?.name !== token['name']) throw new Error(`a wrong end: ${token['name']}`);
  }
  const [root, ...more] = open[0]?.children ?? [];
  if (open.length !== 1 || root === undefined || more.length > 0 || open[0]?.text !== '') {
    throw new Error('not one whole element');
  }
  return root;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([A-Za-z][\w.-]*)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`an attribute twice: ${name}`);
    attributes[name] = resolved(value.replace(/[\t\n\r]/g, ' '));
  }
  return attributes;
}

function resolved(text: string): string {
  return text.replace(REFERENCE, (whole, named: string | undefined, code: string | undefined) => {
    if (whole === '&') throw new Error('a bare ampersand');
    return named === undefined ? String.fromCodePoint(Number(code)) : (NAMED[named] ?? '');
  });
}
