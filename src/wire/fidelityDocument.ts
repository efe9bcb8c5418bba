import { CODECS } from './codecs.js';
import { LOSSES } from './fidelity.js';

/** The text of docs/fidelity.md, made from the fidelity table and the codecs. */
export function fidelityDocument(): string {
  const head = ['loss', 'what becomes of it', 'example', ...CODECS.map((codec) => `\`${codec.name}\``)];
  const rows = LOSSES.map(({ name, what, example }) => {
    const marks = CODECS.map((codec) => (codec.loses.includes(name) ? 'lost' : 'kept'));
    return [`\`${name}\``, what, `\`${example}\``].concat(marks);
  });
  return [
    '# Fidelity',
    '',
    'What a codec may lose between a value and the same value read back. A kernel announces the losses of its own codec',
    'by these names on its READY line: `KERNEL_READY {"loses":["float32","duplicate-keys"]}`. A declared loss is no',
    'finding; anything beyond it is. Ints by value, floats by width and bits, str by its bytes, bin, ext, the kind of',
    'each key, the order of entries: what no row names is kept. Header widths are no part of a value.',
    '',
    ...table([head, ...rows]),
    '',
    '`exact` is our own encoder and decoder. `msgpackr` is the package of that name in its most exact configuration;',
    'where its native part is not installed it loses a leading byte order mark in text of more than 64 bytes, and it',
    'keeps it elsewhere.',
    '',
    'The `msgpackr` codec refuses what its package must not be given: ext values (it takes some codes for records and',
    'builds functions from them), raw bytes, bytes that are no Uint8Array, and values nested more than 500 deep.',
    '',
    'This page is generated: `UPDATE_DOCS=1 npx vitest run test/wire/fidelityDocument.test.ts` writes it again.',
    '',
  ].join('\n');
}

/** Lines of a Markdown table, its columns in line; the first row is the head. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [rows[0] ?? [], rule, ...rows.slice(1)].map(line);
}
