import { sentence } from './about.js';
import { printable } from './printable.js';
import { reproduceInPython } from './reproduceInPython.js';
import { reproduceInTypeScript } from './reproduceInTypeScript.js';
import type { FindingReport } from './types.js';

/** Both scripts of a finding as they stand in the folder of a report: path and text. None where it cannot be told. */
export function reproduceFiles(finding: FindingReport): readonly (readonly [path: string, text: string])[] {
  const { rerun } = finding;
  if (rerun === null || rerun.sent === null) return [];
  const about = [`${finding.id}: ${sentence(finding.violation)}`, printable(finding.signature)];
  const scripted = { ...rerun, sent: rerun.sent, about };
  const name = `reproduce/${finding.id.replaceAll(/[^\w.-]/gu, '-')}`;
  return [
    [`${name}.mts`, reproduceInTypeScript(scripted)],
    [`${name}.py`, reproduceInPython(scripted)],
  ];
}
