import type { Parser } from './parser.js';
import { baseline, caseFile } from './parsers/corpusFiles.js';
import { echoLoop } from './parsers/echoLoop.js';
import { json } from './parsers/json.js';
import { readyLine, startup } from './parsers/lines.js';
import { msgpack, msgpackHeaders } from './parsers/msgpack.js';
import { pickle } from './parsers/pickle.js';
import { importedSchema, snapshot } from './parsers/schemas.js';
import { stream } from './parsers/stream.js';

/** Every reader of ours that takes what others wrote. */
export const PARSERS: readonly [Parser, ...Parser[]] = [
  msgpack,
  msgpackHeaders,
  json,
  pickle,
  stream,
  echoLoop,
  readyLine,
  startup,
  caseFile,
  baseline,
  snapshot,
  importedSchema,
];
