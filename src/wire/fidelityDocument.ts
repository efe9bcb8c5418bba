import { CODECS } from './codecs.js';
import { LOSSES } from './fidelity.js';

/** The text of docs/fidelity.md, made from the fidelity table and the codecs. */
export function fidelityDocument(): string {
  const names = CODECS.map((codec) => `\`${codec.name}\``);
  const rows = LOSSES.map(({ name, what, example }) => {
    const marks = CODECS.map((codec) => (codec.loses.includes(name) ? 'lost' : 'kept'));
    return `| \`${name}\` | ${[what, code(example), ...marks].map(cell).join(' | ')} |`;
  });
  return [
    '# Fidelity',
    '',
    'What a codec may lose between a value and the same value read back. A kernel announces the losses of its own codec',
    'by these names on its READY line: `KERNEL_READY {"loses":["float32","duplicate-keys"]}`. A declared loss is no',
    'finding; anything beyond it is. Ints by value, floats by width and bits, str by its bytes, bin, ext, the kind of',
    'each key, the order of entries: what no row names is kept. Header widths are no part of a value.',
    '',
    `| loss | what becomes of it | example | ${names.join(' | ')} |`,
    `| --- | --- | --- |${CODECS.map(() => ' --- |').join('')}`,
    ...rows,
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

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
