export type * from './types.js';
export type * from './replyRule.js';
export { bodyOf, channelNamed, channelsTo, membersOf, taggedRecords, type TaggedRecord } from './channels.js';
export { canonicalJson } from './canonicalJson.js';
export { fingerprint } from './fingerprint.js';
export type { BaseNamed } from './readDelta.js';
export { readSnapshot } from './readSnapshot.js';
export { recordOf, resolve } from './resolve.js';
export { SchemaError } from './schemaError.js';
export { importSchema, type ImportRequest } from './import/importSchema.js';
export { UNSURE, type Unsure, type UnsureAbout } from './unsure.js';
export { writeDelta, writeSnapshot } from './writeSnapshot.js';
export {
  MARIMO_ECHO,
  MARIMO_FAIL,
  MARIMO_FEASIBLE,
  MARIMO_READERS,
  MARIMO_REPLIES,
  MARIMO_RUNS,
  MARIMO_SEND,
  MARIMO_SILENT,
  MARIMO_STATE,
} from './marimoReplies.js';
export { failureIn, MARIMO_LOG, refusalIn, type LoggedRefusal } from './marimoLog.js';
export { MARIMO_MODULES } from './marimoModules.js';
export { repliesIn } from './repliesIn.js';
export { bareChannel, channelIn, sessionOf, type SessionChannel } from './sessions.js';
export { EXITED, HOST_CHANNELS, HOST_TAGS, pickledSchema, STREAM_CHANNEL } from './appHost.js';
export {
  createCommand,
  hostRequest,
  LOG_LEVEL,
  shutdownCommand,
  stopCommand,
  type HostCommand,
  type HostRequest,
} from './hostCommands.js';
