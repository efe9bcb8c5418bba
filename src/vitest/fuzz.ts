import { randomInt } from 'node:crypto';
import { test } from 'vitest';
import { schemaRef } from '../corpus/index.js';
import { explain } from '../report/index.js';
import {
  campaign,
  openKeeper,
  parseSeed,
  versions,
  type CampaignOptions,
  type Keeper,
} from '../runner/index.js';
import { checkOptions, FUZZ_OPTIONS } from './checkOptions.js';
import { FuzzFailure } from './fuzzFailure.js';
import { nextCommands, type Failed } from './nextCommands.js';
import type { FuzzOptions } from './options.js';
import { replayCorpus } from './replayCorpus.js';
import { setUp, type SetUp } from './setUp.js';

/** Registers one test, as `test` of vitest does. */
export interface FuzzTest {
  /** @throws FuzzError `bad-option` */
  (name: string, options: FuzzOptions): void;
  readonly only: (name: string, options: FuzzOptions) => void;
  readonly skip: (name: string, options: FuzzOptions) => void;
}

const DEFAULT_MS = 10_000;
/** For replays, starts and shrinking. */
const SPARE_MS = 180_000;

/**
 * A test that replays what the corpus holds of a kernel and then fuzzes it until its budget is used up. It fails with
 * the first new finding, shrunk, saved and explained as the terminal does; with a saved case that fails or whose line in the
 * baseline is not true any more; and where nothing was judged, an oracle of one's own judged nothing, or a violation did
 * not come back.
 */
export const fuzz: FuzzTest = Object.assign(registering(test), {
  only: registering(test.only),
  skip: registering(test.skip),
});

type Register = (
  name: string,
  limits: { readonly timeout: number },
  run: (context: { readonly task: Failed['test']; readonly signal: AbortSignal }) => Promise<void>,
) => void;

function registering(register: Register): (name: string, options: FuzzOptions) => void {
  return function registered(name, options) {
    checkOptions(name, options, FUZZ_OPTIONS);
    const site = new Error();
    Error.captureStackTrace(site, registered);
    const timeout = options.timeout ?? budgetOf(options, SPARE_MS) + SPARE_MS;
    register(name, { timeout }, async ({ task, signal }) => {
      const wrong = await wrongIn(options, task, signal);
      if (wrong !== null) throw new FuzzFailure(wrong, site);
    });
  };
}

function budgetOf({ maxTime, runs }: FuzzOptions, otherwise: number): number {
  return maxTime ?? (runs === undefined ? DEFAULT_MS : otherwise);
}

/** The text of the failure; null: all is well. */
async function wrongIn(
  options: FuzzOptions,
  running: Failed['test'],
  signal: AbortSignal,
): Promise<string | null> {
  const { corpus = 'corpus', onReport } = options;
  const ready = await setUp(options);
  const seed = parseSeed(String(options.seed ?? randomInt(2 ** 31)));
  const known = versions(ready.kernel);
  const keeper = await openKeeper({
    corpus,
    kernel: ready.name,
    schema: schemaRef(ready.schema),
    seed,
    versions: known,
  });
  const broken = await replayCorpus(ready, corpus, keeper.known, (file) =>
    nextCommands(options, { test: running, file }),
  );
  if (broken !== null) return broken;
  const report = await campaign(
    { ...planOf(options, ready, keeper), seed, versions: known, signal },
    () => undefined,
  );
  await onReport?.(report);
  const news = report.findings.find((finding) => finding.known === null);
  if (news !== undefined) {
    const next = nextCommands(options, { test: running, file: news.file });
    return explain(news, { colour: false, next: [...next, `(the same cases again: seed: '${seed.text}')`] });
  }
  return report.verdict === 'valid' ? null : doubts(report.reasons, seed.text);
}

function planOf(
  options: FuzzOptions,
  { kernel, name, schema, oracles, loses }: SetUp,
  { known, resembles, lethal, save }: Keeper,
): Omit<CampaignOptions, 'seed' | 'versions' | 'signal'> {
  const { runs, maxTime, shapes, weights, scenarios = [] } = options;
  return {
    kernel,
    name,
    schema,
    oracles,
    loses,
    known,
    resembles,
    lethal,
    save,
    scenarios,
    runs: runs ?? null,
    maxTimeMs: maxTime ?? (runs === undefined ? DEFAULT_MS : null),
    shapes: shapes ?? null,
    ...(weights === undefined ? {} : { weights }),
    // A short run need not reach all; an oracle of one's own was asked for by name.
    narrow: true,
    failFast: true,
  };
}

function doubts(reasons: readonly string[], seed: string): string {
  return [
    'The run could not judge all that it should have:',
    ...reasons.map((reason) => `  ${reason}`),
    `Give it more time (maxTime) or more of what is to be judged (shapes, weights). Seed: '${seed}'.`,
    '',
  ].join('\n');
}
