import type { Direction, Outcome } from '../compat/index.js';
import { LEVELS, type CompatReport, type CompatRow } from './compatReport.js';

/** The rows of one direction, the worst first; rows that are equally bad in the order of the differences. */
export function worstFirst({ rows }: CompatReport, direction: Direction): readonly CompatRow[] {
  return rows
    .filter(({ row }) => row.direction === direction)
    .toSorted((a, b) => LEVELS.indexOf(a.row.level) - LEVELS.indexOf(b.row.level));
}

/** `old host marimo@0.24.0, new kernel marimo@0.25.2`. */
export function pairOf(report: CompatReport, direction: Direction): string {
  return direction === 'old-host-new-kernel'
    ? `old host ${report.old}, new kernel ${report.new}`
    : `new host ${report.new}, old kernel ${report.old}`;
}

/** `control · execute-cells`. */
export function placeOf({ row }: CompatRow): string {
  const channel = row.witness?.channel ?? row.channel ?? 'startup';
  return row.witness?.tag === undefined || row.witness.tag === null
    ? channel
    : `${channel} · ${row.witness.tag}`;
}

/** What becomes of the witness. */
export function outcomeOf({ row, wire }: CompatRow): string {
  const predicted = words(row.instead ?? row.predicted);
  if (wire.kind === 'as-predicted') return `${predicted}; seen on the wire`;
  if (wire.kind === 'otherwise') return `predicted ${predicted}, BUT the wire showed ${wire.actual}`;
  return row.witness === null ? predicted : `${predicted}; not tried on the wire: ${wire.because}`;
}

/** What must not be missed. */
export function remarksOf({ row }: CompatRow): readonly string[] {
  const { level } = row.rule;
  return [
    ...(row.unproven ? ['unproven: no message was found that shows it'] : []),
    ...(row.agreement !== 'agree' && !row.unproven
      ? [`a static rule says ${level}: ${row.rule.because}`]
      : []),
    ...(row.shown === 'alone' ? ['shown by this difference alone; here another one comes first'] : []),
    ...(row.shown === 'joint' ? ['together with other differences at the same place'] : []),
  ];
}

function words(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'same':
      return 'read as it was meant';
    case 'lossy':
      return `read, but not as it was meant, at ${outcome.path}: ${outcome.why}`;
    case 'refused':
      return `refused: ${outcome.error.message ?? outcome.error.kind}`;
    case 'ask':
      return `only the reader can know: ${outcome.because}`;
  }
}
