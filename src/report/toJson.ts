import { runDocument } from './document.js';
import type { CampaignReport, RunReport } from './types.js';

/** A run as a JSON document for other programs, see {@link RunDocument}. */
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
