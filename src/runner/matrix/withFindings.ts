import type { CellPlace, CellReport, Verdict } from '../../report/index.js';
import type { Joined } from './findings.js';

/**
 * A cell with every finding that is in it: that it met, that its release and interpreter showed when the case was run
 * again, or that is on its interpreter and on both sides of its release.
 *
 * @param releases oldest first
 */
export function withFindings(
  cell: CellReport,
  joined: readonly Joined[],
  releases: readonly string[],
): CellReport {
  const own = joined.filter((one) => isIn(cell, one, releases));
  const findings = own.filter(({ reason }) => reason === null).map(({ signature }) => signature);
  const known = own.filter(({ reason }) => reason !== null).map(({ signature }) => signature);
  if (cell.verdict === 'unavailable') return cell;
  if (findings.length > 0) return { ...cell, findings, known, verdict: 'invalid' };
  const unexplained = joined.find(
    (one) => !own.includes(one) && one.suspected.some((place) => isAt(cell, place)),
  );
  if (unexplained === undefined) return { ...cell, findings, known };
  const because = `met something that can blame no message; it looks like a finding that is not here: ${unexplained.signature}`;
  return { ...cell, findings, known, verdict: 'unknown', because };
}

function isAt(cell: CellReport, { release, python, host }: CellPlace): boolean {
  return cell.release === release && cell.python === python && cell.host === host;
}

function isIn(cell: CellReport, { sightings, range }: Joined, releases: readonly string[]): boolean {
  const here = sightings.filter(({ release, python }) => release === cell.release && python === cell.python);
  // What was met with a host of one version may need that host.
  if (here.some(({ holds, host }) => holds && (host === null || host === cell.host))) return true;
  if (range === null || here.some(({ holds, host }) => !holds && host === null)) return false;
  const at = releases.indexOf(cell.release);
  const isBetween = releases.indexOf(range.from) <= at && at <= releases.indexOf(range.to);
  return isBetween && sightings.some(({ holds, python }) => holds && python === cell.python);
}

/** Findings weigh most; then what could not be judged, an interpreter that was asked for and is not there included. */
export function verdictOf(cells: readonly CellReport[]): Verdict {
  if (cells.some(({ verdict }) => verdict === 'invalid')) return 'invalid';
  return cells.some(isGap) || cells.every(({ verdict }) => verdict === 'unavailable') ? 'unknown' : 'valid';
}

function isGap({ verdict, missing }: CellReport): boolean {
  return verdict === 'unknown' || missing;
}
