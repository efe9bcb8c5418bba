export {
  forget,
  knownFindings,
  listBaselines,
  parseBaseline,
  readBaseline,
  readBaselines,
  type Baseline,
  type KnownFinding,
} from './baseline.js';
export { caseSize, isSmaller } from './caseSize.js';
export { CorpusError, type CorpusErrorKind } from './corpusError.js';
export { findingName } from './findingName.js';
export { formatCase } from './formatCase.js';
export { listCases } from './listCases.js';
export { mergeCorpora, type Merged } from './mergeCorpora.js';
export { replaceFile, sweep } from './replaceFile.js';
export { readCase, readSaved } from './readCase.js';
export type * from './savedCase.js';
export { schemaRef } from './schemaRef.js';
export { writeFinding, type Written } from './writeFinding.js';
export { superfluousIn, type Coverable, type Superfluous } from './superfluousIn.js';
export { rewriteCase, writeNew } from './writeCase.js';
export { HistoryWriter } from './historyWriter.js';
export { readHistory, type HistoryReading } from './readHistory.js';
export type { HistoryHead, KeptJudgement, KeptTrial } from './historyFile.js';
