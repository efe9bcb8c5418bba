import { readFile, stat } from 'node:fs/promises';
import { CorpusError, systemReason, type Problem } from './corpusError.js';
import { FILE_BYTES_MAX, JSON_DEPTH_MAX, JSON_TOKENS_MAX } from './limits.js';

/** How a file says what it is. */
export interface Format {
  readonly format: string;
  readonly version: number;
}

/**
 * Reads a whole text file, without trusting what stands at the path.
 *
 * @throws CorpusError of kind `unreadable`, `truncated`, `hostile` or `invalid`.
 */
export async function readText(path: string): Promise<string> {
  return textIn(path, await bytesOf(path));
}

/**
 * Parses a JSON document of a format of ours, without trusting it: neither its depth, its keys nor its end. `path` is
 * for the errors.
 *
 * @throws CorpusError of kind `truncated`, `hostile`, `invalid` or `unknown-version`.
 */
export function parseDocument(path: string, source: string, format: Format): unknown {
  const fail = failing(path, `one JSON document of format ${format.format}`);
  const { cut, hostile } = survey(source);
  if (hostile !== null) throw fail('hostile', hostile, NOT_OURS);
  if (cut) throw fail('truncated', `it ends in the middle, after ${source.length} characters`, RESTORE);
  const document = parsed(source, fail);
  if (!isRecord(document) || document['format'] !== format.format) {
    throw fail('invalid', 'it is something else', 'Give a file that skewfuzz saved.');
  }
  if (document['version'] !== format.version) {
    const came = `its version is ${JSON.stringify(document['version'])?.slice(0, 40) ?? 'missing'}`;
    throw fail('unknown-version', came, `This skewfuzz reads version ${format.version}: use a newer one.`);
  }
  return document;
}

const RESTORE = 'Restore it from version control, or delete it.';
const NOT_OURS = 'skewfuzz writes no such file: do not run it.';

type Fail = (kind: Problem['kind'], came: string, todo: string, cause?: unknown) => CorpusError;

function failing(path: string, expected: string): Fail {
  return (kind, came, todo, cause) => new CorpusError({ kind, path, expected, came, todo, cause });
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const fail = failing(path, 'a file');
  try {
    const about = await stat(path);
    // A pipe or a device could keep the reader waiting for ever.
    if (!about.isFile()) throw fail('unreadable', 'it is none', 'Give a JSON file, or the folder of many.');
    if (about.size > FILE_BYTES_MAX) {
      throw fail('hostile', `it has ${about.size} bytes, more than ${FILE_BYTES_MAX}`, NOT_OURS);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof CorpusError) throw error;
    throw fail('unreadable', systemReason(error), 'Check the path and its permissions.', error);
  }
}

/** The text of a file's bytes. @throws CorpusError of kind `truncated` or `invalid` */
export function textIn(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const fail = failing(path, 'UTF-8');
    if (endsInCharacter(bytes)) throw fail('truncated', 'it ends in the middle', RESTORE, cause);
    throw fail('invalid', 'its bytes are no UTF-8', RESTORE, cause);
  }
}

/** Whether all is well but for a character that is cut at the end. */
function endsInCharacter(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks over a text before the parser sees it: the parser would take gigabytes for a file of brackets, and its
 * messages do not tell a cut file from a wrong one.
 */
function survey(source: string): { cut: boolean; hostile: string | null } {
  let depth = 0;
  let tokens = 0;
  let inString = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
      continue;
    }
    if (char === '"') inString = true;
    else if (char === ',') tokens += 1;
    else if (char === '[' || char === '{') {
      depth += 1;
      tokens += 1;
      if (depth > JSON_DEPTH_MAX)
        return { cut: false, hostile: `it is nested deeper than ${JSON_DEPTH_MAX}` };
    } else if (char === ']' || char === '}') depth -= 1;
    if (tokens > JSON_TOKENS_MAX)
      return { cut: false, hostile: `it holds more than ${JSON_TOKENS_MAX} values` };
  }
  return { cut: depth > 0 || source.trim() === '', hostile: null };
}

function parsed(source: string, fail: Fail): unknown {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch (cause) {
    throw fail('invalid', `it is not JSON (${systemReason(cause)})`, RESTORE, cause);
  }
  if (hasPrototypeKey(document)) throw fail('hostile', 'it has a key __proto__', NOT_OURS);
  return document;
}

/** JSON.parse makes such a key harmless; a later copy of the object would not. */
function hasPrototypeKey(document: unknown): boolean {
  const rest: unknown[] = [document];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return true;
    for (const child of Object.values(value)) rest.push(child);
  }
  return false;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
