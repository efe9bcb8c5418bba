import type { CampaignReport, FindingReport, OracleReport, RunReport } from './types.js';

/**
 * A run as a JSON document for other programs. Its key names are stable: they are added to, never changed.
 *
 * `seed` is the text to give to `--seed`; `messages` counts the frames that cases sent, `judged` those of them that an
 * oracle judged; `seconds` is wall-clock time; `tags`, `shapes`, `channels` and `outcomes` count messages by name, a name
 * that could have occurred and did not has 0; `oracles` holds `judged`, `violations` and the counted reasons of `unknown`
 * for each; `hazards` counts messages of kinds that only their sender knows: how many `arrived` at the other side, and how
 * many of these it `refused`; a finding has `known`, the baseline's reason, or null; `alike` counts by signature the violations that were
 * only counted, `notSent` by reason the messages that were held back.
 */
export function toJson(report: RunReport): string {
  return `${JSON.stringify(runDocument(report), null, 2)}\n`;
}

/** The same for a campaign: `verdict`, `seconds`, and a document for each kernel under `runs`. */
export function campaignToJson(campaign: CampaignReport): string {
  const document = {
    verdict: campaign.verdict,
    seconds: campaign.seconds,
    runs: campaign.runs.map(runDocument),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function runDocument(report: RunReport): object {
  return {
    verdict: report.verdict,
    reasons: report.reasons,
    kernel: report.kernel,
    host: report.host,
    seed: report.seed.text,
    versions: report.versions,
    stopped: report.stopped,
    cases: report.cases,
    messages: report.messages.sent,
    judged: report.messages.judged,
    bytes: report.bytes,
    seconds: report.seconds,
    kernelSeconds: report.kernelSeconds,
    kernelsStarted: report.kernelsStarted,
    weights: report.weights,
    tags: report.tags,
    shapes: report.shapes,
    channels: report.channels,
    sessions: report.sessions,
    scenarios: report.scenarios,
    outcomes: report.outcomes,
    hazards: report.hazards,
    skew: report.skew,
    oracles: Object.fromEntries(Object.entries(report.oracles).map(([name, of]) => [name, oracle(of)])),
    findings: report.findings.map(findingDocument),
    alike: report.alike,
    notSent: report.notSent,
    flakes: report.flakes.map((flake) => ({
      signature: flake.signature,
      oracle: flake.violation.oracle,
      outcome: flake.violation.outcome,
      expected: flake.violation.expected,
      actual: flake.violation.actual,
      because: flake.violation.because,
      reproduced: flake.reproduced,
    })),
    notReached: report.notReached,
    errors: report.errors,
  };
}

function oracle({ judged, violations, unknown }: OracleReport): object {
  return { judged, violations, unknown };
}

/** A finding as every JSON report has it. */
export function findingDocument(of: FindingReport): object {
  const { violation } = of;
  return {
    id: of.id,
    signature: of.signature,
    oracle: violation.oracle,
    outcome: violation.outcome,
    rule: violation.rule,
    channel: violation.channel,
    tag: violation.tag,
    shape: violation.shape,
    path: violation.path,
    change: violation.change,
    expected: violation.expected,
    actual: violation.actual,
    because: violation.because,
    steps: of.size.steps,
    messages: of.size.messages,
    bytes: of.size.bytes,
    reproduced: of.reproduced,
    shrunk: of.shrunk,
    file: of.file,
    known: of.known,
  };
}
