import { apply, explain, SKEW_OP_KINDS, staticRules, type Claims } from '../../src/skew/index.js';
import { BEFORE, demo, EXAMPLES } from './examples.js';

/** The text of docs/skew.md, made from an example of each op and what the rules say of it. */
export function skewDocument(): string {
  return [
    '# Skew ops',
    '',
    "How one peer's schema differs from the other's is data: a list of ops, each one named change with the path where it",
    'applies. `apply(schema, ops)` makes the other schema, `diff(old, new)` finds the ops between two, and',
    '`apply(old, diff(old, new))` is `new`. `explain(op)` puts an op into a line of English. A path goes as deep as the',
    'change lies: to an item of a list, the key or value of a dict, an element of a tuple, a member of a union.',
    '',
    '`diff` says that a record or a field was renamed where that is the only reading: a field with the same attribute, or',
    'with the same type at the same place and no other candidate; a record that is equal but for its name, or has the same',
    'tag and half of the fields. `record-replaced` is its last resort.',
    '',
    'A static rule (`staticRules(old, new, ops)`) says per direction and codec what becomes of messages, from the two',
    'schemas alone; it is a claim, not a proof. `breaks`: refused. `loses`: taken, and it says something else. `hazard`: a',
    'documented limit may refuse it (a closed union and a tag that it does not know), or code that only Python knows.',
    '`safe`: taken as it was meant. What depends on the peers is looked up: a field that the reader does not know breaks',
    'one that refuses unknown fields; a default that differs is lost only where the writer leaves fields out; fields of an',
    'array that moved are read as others where their types line up, and break where they do not.',
    '',
    ...table([
      ['op', 'example', 'row of the evolution table', 'old writes, new reads', 'new writes, old reads'],
      ...SKEW_OP_KINDS.map(row),
    ]),
    '',
    'This page is generated: `UPDATE_DOCS=1 npx vitest run test/skew/examples.test.ts` writes it again.',
    '',
  ].join('\n');
}

function row(kind: (typeof SKEW_OP_KINDS)[number]): readonly string[] {
  const op = EXAMPLES[kind];
  const from = apply(demo, BEFORE[kind] ?? []);
  const [ruling] = staticRules(from, apply(from, [op]), [op]);
  if (ruling === undefined) throw new Error(`no ruling for ${kind}`);
  return [
    `\`${kind}\``,
    explain(op).replaceAll('|', '\\|'),
    ruling.row,
    told(ruling.oldToNew),
    told(ruling.newToOld),
  ];
}

function told({ msgpack, json }: Claims): string {
  if (msgpack.level === json.level) return `${msgpack.level}: ${msgpack.because}`;
  return `${msgpack.level}: ${msgpack.because}; JSON ${json.level}: ${json.because}`;
}

/** Lines of a Markdown table, its columns in line; the first row is the head. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)];
}
