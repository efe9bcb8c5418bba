import { listCases, readSaved, type SavedCase } from '../corpus/index.js';
import { replayFile, schemaFor } from './replayFile.js';
import type { SetUp } from './setUp.js';

/** So many failures are told in full. */
const TOLD = 3;

/**
 * Runs every saved case of this kernel and protocol, findings and seeds. Null when all is as it should be, else the text of the failure.
 *
 * @throws CorpusError for a file that cannot be read
 */
export async function replayCorpus(
  ready: SetUp,
  corpus: string,
  known: (signature: string) => string | null,
  next: (file: string) => readonly string[],
): Promise<string | null> {
  const wrong: string[] = [];
  for (const file of await listCases([], corpus)) {
    const saved = await readSaved(file);
    const schema = isOurs(ready, saved) ? schemaFor(ready, saved) : null;
    if (schema === null) continue;
    const text = await replayFile(ready, schema, { file, saved, known, next: next(file) });
    if (text !== null) wrong.push(text);
  }
  if (wrong.length === 0) return null;
  const more = wrong.length - TOLD;
  return [...wrong.slice(0, TOLD), ...(more > 0 ? [`and ${more} more saved cases fail\n`] : [])].join('\n');
}

/** Not another kernel's, and no finding of an oracle that only another test has. */
function isOurs({ name, oracles }: SetUp, { kernel, evidence }: SavedCase): boolean {
  return (
    kernel === name && (evidence === null || oracles.some((one) => one.name === evidence.violation.oracle))
  );
}
