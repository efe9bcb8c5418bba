/** The library: what the command line is made of, for tests and tools of one's own. */
export { SHAPES, swarm, workload, oneMessage, type ShapeName, type Swarm } from './arbitraries/index.js';
export { between, compare, sentence, verdict, type Comparison, type Outcome } from './compat/index.js';
export { defineConfig, type Config, type TargetConfig } from './config/index.js';
export { readCase, writeFinding, type SavedCase } from './corpus/index.js';
export type { Event, History } from './history/index.js';
export { kernelKind, type Kernel, type KernelKind } from './kernels/index.js';
export { predict, conformsJson, type Prediction } from './model/index.js';
export {
  judge,
  ORACLES,
  ownOracle,
  type Exchange,
  type Judgement,
  type Opinion,
  type Oracle,
  type Trial,
  type Violation,
} from './oracles/index.js';
export {
  explain,
  readReport,
  summary,
  toHtml,
  toJson,
  toJunit,
  toSarif,
  type ReportData,
  type RunReport,
} from './report/index.js';
export { campaign, replay, parseSeed, type CampaignOptions } from './runner/index.js';
export {
  importSchema,
  readSnapshot,
  type ImportRequest,
  type Schema,
  type Snapshot,
  type Type,
} from './schema/index.js';
export { apply, diff, staticRules, type SkewOp } from './skew/index.js';
export {
  CODECS,
  decode,
  encode,
  LOSSES,
  textOf,
  type Case,
  type Codec,
  type LossName,
  type Step,
  type WireValue,
} from './wire/index.js';
