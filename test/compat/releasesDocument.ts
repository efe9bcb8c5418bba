import { compare, sentence, verdict, type Comparison, type Row } from '../../src/compat/index.js';
import { show } from '../../src/wire/index.js';
import { snapshots } from '../skew/snapshots.js';

const LEVELS: readonly Row['level'][] = ['breaks', 'loses', 'hazard'];

/** What neighbouring releases of marimo do to each other, as a page. */
export function releasesDocument(): string {
  const pairs = snapshots.slice(1).flatMap((snapshot, at) => {
    const before = snapshots[at];
    return before === undefined ? [] : [compare(before, snapshot)];
  });
  return [
    '# What marimo releases do to each other',
    '',
    'Of every two neighbouring releases that come with skewfuzz: what breaks, what is lost in silence, what is a documented limit',
    '(a new kind of message, and a reader that does not know it), in each direction. `skewfuzz compat marimo@A marimo@B` makes',
    'the same of any two, and shows each message to a real decoder.',
    '',
    '| old | new | old host, new kernel | new host, old kernel | differences |',
    '| --- | --- | --- | --- | --- |',
    ...pairs.map(summary),
    ...pairs.filter(({ rows }) => rows.some(({ level }) => level !== 'safe')).flatMap(section),
    '',
    'This page is generated: `UPDATE_DOCS=1 npx vitest run test/compat/releasesDocument.test.ts` writes it again.',
    '',
  ].join('\n');
}

function summary(comparison: Comparison): string {
  const found = verdict(comparison);
  const cells = (['old-host-new-kernel', 'new-host-old-kernel'] as const).map((direction) => {
    const { counts } = found[direction];
    const told = LEVELS.filter((level) => counts[level] > 0).map((level) => `${level} ${counts[level]}`);
    return told.join(', ') || 'safe';
  });
  return `| ${[comparison.old, comparison.new, ...cells, comparison.ops.length].join(' | ')} |`;
}

function section(comparison: Comparison): readonly string[] {
  return [
    '',
    `## ${comparison.old} and ${comparison.new}`,
    '',
    sentence(verdict(comparison)),
    '',
    ...LEVELS.flatMap((level) => comparison.rows.filter((row) => row.level === level).map(item)),
  ];
}

const HOSTS: Readonly<Record<Row['direction'], string>> = {
  'old-host-new-kernel': 'old host, new kernel',
  'new-host-old-kernel': 'new host, old kernel',
};

function item({ level, direction, explain, predicted, instead, witness, unproven }: Row): string {
  const outcome = instead ?? predicted;
  const told =
    outcome.kind === 'refused'
      ? ` (${(outcome.error.message ?? outcome.error.kind).replaceAll('`', '')})`
      : outcome.kind === 'lossy'
        ? ` (at \`${outcome.path}\`: ${outcome.why})`
        : '';
  const shown = witness === null ? '' : `: \`${show(witness.value, 120).replaceAll('`', "'")}\``;
  return `- **${level}**, ${HOSTS[direction]}: ${explain.replaceAll('`', '')}${told}${shown}${unproven ? ' (not proven by a message)' : ''}`;
}
