export { campaign, isLasting, isLethal, type CampaignOptions, type Lethal } from './campaign.js';
export { casesOf } from './cases.js';
export { findingSignature, looseFindingSignature } from './findingSignature.js';
export { sizeOf } from './findingReport.js';
export type { Found } from './investigate.js';
export { matrix } from './matrix/matrix.js';
export type {
  FoundAt,
  KnownCase,
  MatrixHost,
  MatrixListener,
  MatrixOptions,
  MatrixRelease,
} from './matrix/matrixOptions.js';
export { before, deadline, isOutOfTime, type Deadline } from './deadline.js';
export { prove, type Exhibit } from './prove.js';
export { replay, type ReplayOptions } from './replay.js';
export type { RunEvent, RunListener } from './runEvent.js';
export { RunnerError } from './runnerError.js';
export { mergeNightly, mergeRuns } from './mergeNightly.js';
export { sortOut } from './sortOut.js';
export { parseSeed, type Seed } from './seed.js';
export type { Shard } from './shard.js';
export { selfcheck } from './selfcheck.js';
export { reproduces } from './reproduces.js';
