export {
  campaign,
  isLasting,
  isLethal,
  type CampaignOptions,
  type Lethal,
  type Recorded,
} from './campaign.js';
export { casesOf } from './cases.js';
export { folderOf, openKeeper, saveFinding, type Keeper } from './keeper.js';
export { findingSignature, looseFindingSignature } from './findingSignature.js';
export { sizeOf } from './findingReport.js';
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
export { replayedFinding } from './replayedFinding.js';
export { replay, replayShown, type Replayed, type ReplayOptions } from './replay.js';
export type { RunEvent, RunListener } from './runEvent.js';
export { tellFault } from './faults/tellFault.js';
export { minimize, type Minimized } from './minimize.js';
export { recheck } from './recheck.js';
export { openRecorder, type Recorder } from './recorder.js';
export { RunnerError } from './runnerError.js';
export { mergeNightly, mergeRuns } from './mergeNightly.js';
export { sortOut } from './sortOut.js';
export { parseSeed, type Seed } from './seed.js';
export type { Shard } from './shard.js';
export { selfcheck } from './selfcheck.js';
export { reproduces } from './reproduces.js';
export { skewfuzzVersion, versions } from './versions.js';
