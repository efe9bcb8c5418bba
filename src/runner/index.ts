export { campaign, isLethal, type CampaignOptions, type Lethal } from './campaign.js';
export { casesOf } from './cases.js';
export { sizeOf } from './findingReport.js';
export type { Found } from './investigate.js';
export { replay, type ReplayOptions } from './replay.js';
export type { RunEvent, RunListener } from './runEvent.js';
export { RunnerError } from './runnerError.js';
export { parseSeed, type Seed } from './seed.js';
export { selfcheck } from './selfcheck.js';
