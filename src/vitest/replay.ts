import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { readSaved } from '../corpus/index.js';
import { checkOptions, SAVED_CASE_OPTIONS } from './checkOptions.js';
import { FuzzError } from './fuzzError.js';
import { FuzzFailure } from './fuzzFailure.js';
import { nextCommands } from './nextCommands.js';
import type { SavedCaseOptions } from './options.js';
import { replayFile, schemaFor } from './replayFile.js';
import { setUp } from './setUp.js';

const TIMEOUT_MS = 180_000;

/**
 * A test that runs one saved case again, three times, each on a fresh kernel: it passes when no oracle objects.
 *
 * @throws FuzzError `bad-option`
 */
export function replay(name: string, options: SavedCaseOptions): void {
  checkOptions(name, options, SAVED_CASE_OPTIONS);
  const site = new Error();
  Error.captureStackTrace(site, replay);
  test(name, { timeout: options.timeout ?? TIMEOUT_MS }, async ({ task }) => {
    const ready = await setUp(options);
    const path = typeof options.case === 'string' ? options.case : fileURLToPath(options.case);
    const file = relative(process.cwd(), path);
    const saved = await readSaved(file);
    const schema = schemaFor(ready, saved);
    if (schema === null) {
      throw new FuzzError(
        'bad-option',
        `Replayed ${file}: expected a case of ${ready.schema.protocol}, it is one of ${saved.schema.protocol}. ` +
          'Give its protocol by the option schema.',
      );
    }
    const next = nextCommands(options, { test: task, file });
    const wrong = await replayFile(ready, schema, { file, saved, known: () => null, next });
    if (wrong !== null) throw new FuzzFailure(wrong, site);
  });
}
