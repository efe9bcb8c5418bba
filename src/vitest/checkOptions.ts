import { z } from 'zod';
import { SCENARIO_NAMES, SHAPE_NAMES } from '../arbitraries/index.js';
import { LOSSES } from '../wire/index.js';
import { FuzzError } from './fuzzError.js';

const schema = z.union([
  z.string().min(1),
  z.instanceof(URL),
  z.looseObject({ channels: z.array(z.unknown()) }),
]);
const ms = z.number().positive().finite();
const shape = z.enum(SHAPE_NAMES);

const kernelUnderTest = {
  kernel: z.union([
    z.string().min(1),
    z.looseObject({ name: z.string(), answers: z.enum(['echo', 'program']) }),
  ]),
  kernelSchema: schema.exactOptional(),
  schema: schema.exactOptional(),
  env: z.record(z.string(), z.string()).exactOptional(),
  oracles: z
    .array(
      z.looseObject({
        name: z.string().regex(/^own:[\w-]{1,60}$/, 'must be own: and a name, such as own:prices'),
        judge: z.function(),
      }),
    )
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two have one name')
    .exactOptional(),
  loses: z.array(z.enum(LOSSES.map(({ name }) => name))).exactOptional(),
  timeout: ms.exactOptional(),
};

/** Options of a test that fuzzes. */
export const FUZZ_OPTIONS: z.ZodType = z.strictObject({
  ...kernelUnderTest,
  maxTime: ms.exactOptional(),
  runs: z.int().positive().exactOptional(),
  seed: z.union([z.int(), z.string()]).exactOptional(),
  corpus: z.string().min(1).exactOptional(),
  shapes: z.array(shape).min(1).exactOptional(),
  weights: z.partialRecord(shape, z.number().nonnegative()).exactOptional(),
  scenarios: z.array(z.enum(SCENARIO_NAMES)).exactOptional(),
  onReport: z.function().exactOptional(),
});

/** Options of a test that replays one case. */
export const SAVED_CASE_OPTIONS: z.ZodType = z.strictObject({
  ...kernelUnderTest,
  case: z.union([z.string().min(1), z.instanceof(URL)]),
});

/** @throws FuzzError `bad-option`, which names all that is wrong */
export function checkOptions(test: string, options: unknown, allowed: z.ZodType): void {
  const checked = allowed.safeParse(options);
  if (checked.success) return;
  throw new FuzzError(
    'bad-option',
    `The options of the test ${JSON.stringify(test)} do not hold; see docs/library.md.\n${z.prettifyError(checked.error)}`,
  );
}
