import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { caseSize, isSmaller } from './caseSize.js';
import { CorpusError, isAbsent } from './corpusError.js';
import { findingName } from './findingName.js';
import { formatCase } from './formatCase.js';
import { parseCase } from './parseCase.js';
import { replaceFile, unwritable } from './replaceFile.js';
import type { Finding, SavedCase } from './savedCase.js';
import { readText } from './strictDocument.js';

/** `kept`: the folder already held an equal bug with a case that is not larger. */
export interface Written {
  readonly kind: 'new' | 'smaller' | 'kept';
  readonly path: string;
  /** The name of the file without its ending. */
  readonly id: string;
}

/**
 * Saves a finding in a folder, which is made if need be. Equal signatures share one file, and the smaller case stays.
 * A file is there whole or not at all; no file is replaced but by a smaller case of the same signature.
 *
 * @throws CorpusError of kind `unwritable`, or `hostile` or `invalid` when the finding would not be read again.
 */
export async function writeFinding(dir: string, finding: Finding): Promise<Written> {
  await mkdir(dir, { recursive: true }).catch((error: unknown) => {
    throw unwritable(dir, error);
  });
  const { path, kind } = await placeFor(dir, finding);
  const source = formatCase(finding);
  parseCase(path, source);
  if (kind !== 'kept') await replaceFile(path, source);
  return { kind, path, id: basename(path, '.json') };
}

/** Where it belongs: the short name, or a longer one where another file has that. */
async function placeFor(dir: string, finding: Finding): Promise<Pick<Written, 'kind' | 'path'>> {
  for (let digits = 8; digits <= 64; digits += 8) {
    const path = join(dir, `${findingName(finding.evidence, digits)}.json`);
    const there = await occupant(path);
    if (there === 'nobody') return { kind: 'new', path };
    if (there !== 'stranger' && there.evidence?.signature === finding.evidence.signature) {
      const smaller = isSmaller(caseSize(finding.case), caseSize(there.case));
      return { kind: smaller ? 'smaller' : 'kept', path };
    }
  }
  throw new CorpusError({
    kind: 'unwritable',
    path: join(dir, `${findingName(finding.evidence)}.json`),
    expected: 'to save a finding',
    came: 'every name for it is taken by a file that is none',
    todo: 'Move those files away.',
  });
}

/** What stands at a path; a file that cannot be read is a stranger, and is left alone. */
async function occupant(path: string): Promise<SavedCase | 'nobody' | 'stranger'> {
  try {
    return parseCase(path, await readText(path));
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error;
    return isAbsent(error.cause) ? 'nobody' : 'stranger';
  }
}
