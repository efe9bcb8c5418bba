import type { OracleName } from '../oracles/index.js';
import { headline, sentence } from './about.js';
import { extent } from './figures.js';
import { replayCommand, runCommand } from './nextCommand.js';
import { ORACLE_CLAIMS } from './oracleClaims.js';
import { cut, printable } from './printable.js';
import type { ReportData } from './reportData.js';
import type { FindingReport, RunReport } from './types.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * Findings as SARIF 2.1.0, for code scanning: a run for each kernel, a rule for each broken rule of an oracle, the
 * signature as fingerprint, the saved case as location. What is known is suppressed with the reason of the baseline.
 */
export function toSarif(data: ReportData): string {
  const runs = [
    ...data.runs.map((run) => sarifRun(run.kernel, run.findings, data.versions, invocation(data, run))),
    ...matrixRun(data),
  ];
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs }, null, 1)}\n`;
}

function matrixRun(data: ReportData): readonly object[] {
  const { matrix } = data;
  if (matrix === null) return [];
  const findings = matrix.findings.flatMap(({ finding }) => finding ?? []);
  const because = matrix.cells.flatMap((cell) => cell.because ?? []);
  return [sarifRun('matrix', findings, data.versions, called(data, data.verdict !== 'unknown', because))];
}

function sarifRun(
  name: string,
  findings: readonly FindingReport[],
  versions: ReportData['versions'],
  how: object,
): object {
  const rules = [...new Set(findings.map(ruleOf))];
  return {
    tool: {
      driver: {
        name: 'skewfuzz',
        ...(versions['skewfuzz'] === undefined ? {} : { version: versions['skewfuzz'] }),
        rules: rules.map((id) => rule(id)),
      },
    },
    automationDetails: { id: `skewfuzz/${printable(name)}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [how],
    results: findings.map((finding) => result(finding, rules.indexOf(ruleOf(finding)))),
  };
}

function ruleOf({ violation }: FindingReport): string {
  return `${violation.oracle}/${violation.rule}`;
}

function rule(id: string): object {
  const [oracle = '', name = ''] = id.split('/');
  const claim = isOracle(oracle) ? ORACLE_CLAIMS[oracle] : '';
  return {
    id,
    shortDescription: { text: `${oracle}: ${name.replaceAll('-', ' ')}` },
    fullDescription: { text: claim },
    help: { text: `${claim} See docs/oracles.md.` },
    defaultConfiguration: { level: 'error' },
  };
}

function isOracle(name: string): name is OracleName {
  return Object.hasOwn(ORACLE_CLAIMS, name);
}

function result(finding: FindingReport, ruleIndex: number): object {
  const { violation, signature, file, known } = finding;
  const again = file === null ? runCommand(finding) : replayCommand(file);
  const text = [
    sentence(violation),
    `Expected ${cut(violation.expected, 300)}, got ${cut(violation.actual, 300)}.`,
    `${cut(violation.because, 400)} (${extent(finding.size)}, ${finding.reproduced.k}/${finding.reproduced.n} reproduced)`,
    `Reproduce: ${again}`,
  ].join('\n');
  return {
    ruleId: ruleOf(finding),
    ruleIndex,
    level: 'error',
    kind: 'fail',
    message: { text },
    ...(file === null ? {} : { locations: [location(file, finding)] }),
    fingerprints: { 'skewfuzzSignature/v1': printable(signature) },
    partialFingerprints: { 'skewfuzzSignature/v1': printable(signature) },
    suppressions:
      known === null ? [] : [{ kind: 'external', status: 'accepted', justification: printable(known) }],
    properties: { id: finding.id, kernel: printable(finding.kernel), seed: finding.seed.text },
  };
}

function location(file: string, { violation }: FindingReport): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
      region: { startLine: 1 },
    },
    logicalLocations: [{ fullyQualifiedName: headline(violation), kind: 'object' }],
  };
}

function invocation(data: ReportData, run: RunReport): object {
  return called(data, run.verdict !== 'unknown', [...run.reasons, ...run.errors]);
}

function called(data: ReportData, executionSuccessful: boolean, because: readonly string[]): object {
  return {
    commandLine: printable(data.command),
    startTimeUtc: data.began,
    endTimeUtc: new Date(Date.parse(data.began) + data.seconds * 1_000).toISOString(),
    executionSuccessful,
    toolExecutionNotifications: because.map((text) => ({
      level: 'warning',
      message: { text: printable(text) },
    })),
  };
}
