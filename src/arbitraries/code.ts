import type { WireValue } from '../wire/index.js';
import {
  BROKEN_ENDINGS,
  CONSTANTS,
  ELEMENTS,
  EXCEPTIONS,
  NAMES,
  OPERATORS,
  isOneLine,
} from './closedWords.js';
import type { Draw } from './draw.js';
import { INT_EDGES } from './integers.js';
import type { Making } from './making.js';
import { TRICKY } from './texts.js';

const utf8 = new TextEncoder();

/** Code of the closed grammar, as it stands on the wire: up to a few lines, often an error, sometimes broken. */
export function codeValue({ draw }: Making): WireValue {
  return { kind: 'str', bytes: utf8.encode(code(draw)) };
}

/** Code of the closed grammar; see `isClosedGrammar`. */
export function code(draw: Draw): string {
  const lines = draw.list(0, 6, 1, () => draw.pick(LINES)(draw));
  if (draw.chance(1, 12)) lines.push(draw.pick(BROKEN_ENDINGS));
  return lines.join('\n');
}

/** The same with text in it that is hard to carry: as a literal, behind a BOM, in a comment. */
export function trickyCode({ draw }: Making): WireValue {
  const quotation = quoted(draw.list(1, 4, 2, () => draw.pick(TRICKY)).join(''));
  const line = draw.pick([
    `print(${quotation})`,
    `x = ${quotation}`,
    quotation,
    `raise ValueError(${quotation})`,
    `len(${quotation})`,
  ]);
  const before = draw.chance(1, 6) ? '\ufeff' : draw.chance(1, 6) ? `# ${draw.pick(IN_COMMENTS)}\n` : '';
  return { kind: 'str', bytes: utf8.encode(before + line) };
}

/** One line that is exactly so many bytes long, from 8 up. */
export function codeOfLength(unit: string, bytes: number): Uint8Array {
  const width = utf8.encode(unit).length;
  const room = bytes - 'len("")'.length;
  return utf8.encode(`len("${unit.repeat(Math.floor(room / width))}${'a'.repeat(room % width)}")`);
}

export function intCode({ draw }: Making): WireValue {
  return { kind: 'str', bytes: utf8.encode(`${draw.pick(NAMES)} = ${String(draw.pick(INT_EDGES))}`) };
}

export function floatCode({ draw }: Making): WireValue {
  return { kind: 'str', bytes: utf8.encode(draw.pick(CONSTANTS)) };
}

export function bytesCode({ draw }: Making): WireValue {
  const parts = draw.list(0, 20, 6, () => `\\x${draw.below(256).toString(16).padStart(2, '0')}`);
  return { kind: 'str', bytes: utf8.encode(`b"${parts.join('')}"`) };
}

const IN_COMMENTS = TRICKY.filter(isOneLine);

/** A literal in double quotes: what would end it, or a line, is escaped. */
function quoted(text: string): string {
  const inner = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${inner}"`;
}

const WORDS = [
  '',
  'a',
  'hello',
  'héllo',
  '日本',
  '😀',
  '%s',
  '{0}',
  '<b>',
  'a b',
  '\\n',
  '\\ud800',
  '\\u0000',
  '\\x1b[31m',
];

function literal(draw: Draw): string {
  switch (draw.below(6)) {
    case 0:
      return String(draw.skewed(1000));
    case 1:
      return draw.pick(CONSTANTS);
    case 2:
      return `${draw.below(100)}.${draw.below(100)}`;
    case 3:
      return `'${draw.pick(WORDS)}'`;
    case 4:
      return draw.chance(1, 2)
        ? `"""${draw.pick(['', 'a\nb', 'é\r\n'])}"""`
        : `r"${draw.pick(['a', 'é', "'"])}"`;
    default:
      return `"${draw.pick(WORDS)}"`;
  }
}

function calculation(draw: Draw): string {
  const operand = () => (draw.chance(1, 8) ? String(draw.pick(INT_EDGES)) : String(draw.skewed(100)));
  return draw.list(1, 6, 1, operand).reduce((left, right) => left + draw.pick(OPERATORS) + right);
}

function comprehension(draw: Draw): string {
  const [open, close] = draw.pick([
    ['[', ']'],
    ['{', '}'],
    ['{i: ', '}'],
  ] as const);
  return `${open}${draw.pick(ELEMENTS)} for i in range(${draw.skewed(100)})${close}`;
}

function collection(draw: Draw, depth: number): string {
  const item = () => (depth < 3 && draw.chance(1, 4) ? collection(draw, depth + 1) : literal(draw));
  const items = draw.list(0, 5, 2, item);
  switch (items.length === 0 ? 0 : draw.below(4)) {
    case 0:
      return `[${items.join(', ')}]`;
    case 1:
      return `(${items.join(', ')},)`;
    case 2:
      return `{${items.map((value) => `${literal(draw)}: ${value}`).join(', ')}}`;
    default:
      return `{${items.join(', ')}}`;
  }
}

function raising(draw: Draw): string {
  return `raise ${draw.pick(EXCEPTIONS)}${draw.chance(2, 3) ? `("${draw.pick(WORDS)}")` : ''}`;
}

function sum(draw: Draw): string {
  return `${draw.pick(NAMES)}${draw.pick([' + ', ' - ', ' == ', ' < '])}${literal(draw)}`;
}

function body(draw: Draw): string {
  return draw.pick(['pass', 'print(i)', 'print("é")', 'print(1)', 'raise ValueError("in a block")']);
}

/** Each makes one line, or one block; the simplest first. */
const LINES: readonly ((draw: Draw) => string)[] = [
  literal,
  (draw) => draw.pick(NAMES),
  (draw) => `${draw.pick(NAMES)} = ${literal(draw)}`,
  (draw) => `print(${literal(draw)})`,
  (draw) => `print(${draw.pick(NAMES)}, ${literal(draw)})`,
  calculation,
  (draw) => `${draw.pick(NAMES)} = ${calculation(draw)}`,
  comprehension,
  (draw) => `${draw.pick(NAMES)} = ${comprehension(draw)}`,
  (draw) => collection(draw, 0),
  (draw) => `${draw.pick(NAMES)} = ${collection(draw, 0)}`,
  raising,
  sum,
  (draw) => `${draw.pick(NAMES)} = ${sum(draw)}`,
  (draw) => `"${draw.pick(WORDS)}" * ${draw.skewed(1000)}`,
  (draw) => `f"total: {${draw.pick(NAMES)}}!"`,
  (draw) =>
    draw.pick([
      'pass',
      'assert 1 < 2',
      'assert 2 < 1',
      'list(range(5))',
      'sum(range(100))',
      'str(1 / 3)',
      '# note',
    ]),
  (draw) => `del ${draw.pick(NAMES)}`,
  (draw) => `for i in range(${draw.skewed(20)}):\n    ${body(draw)}`,
  (draw) => `if ${draw.below(3)} < ${draw.below(3)}:\n    ${body(draw)}`,
  (draw) => `try:\n    ${body(draw)}\nexcept ${draw.pick(EXCEPTIONS)}:\n    ${body(draw)}`,
  () => '',
];
