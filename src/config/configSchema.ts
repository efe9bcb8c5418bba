import { z } from 'zod';
import { SCENARIO_NAMES, SHAPE_NAMES } from '../arbitraries/index.js';
import type { Outcome } from '../oracles/index.js';
import type { Allowed, Config, TargetConfig } from './config.js';

/** Each name for itself, so that the compiler finds a name that is missing here. */
const OUTCOMES = {
  echoed: 'echoed',
  lossy: 'lossy',
  refused: 'refused',
  'dropped-logged': 'dropped-logged',
  'dropped-silent': 'dropped-silent',
  zombie: 'zombie',
  crash: 'crash',
  hang: 'hang',
  reordered: 'reordered',
  duplicated: 'duplicated',
} as const satisfies { readonly [Name in Outcome]: Name };

const text = z.string().min(1);
const shape = z.enum(SHAPE_NAMES);

const allowed: z.ZodType<Allowed> = z.strictObject({
  outcome: z.enum(OUTCOMES),
  tag: text.exactOptional(),
  because: text,
});

const target: z.ZodType<TargetConfig> = z.strictObject({
  name: z.string().regex(/^[\w.@-]+$/, 'must be letters, digits, and . @ _ -'),
  kernel: text,
  share: z.number().positive().max(1_000_000).exactOptional(),
  kernelSchema: text.exactOptional(),
  hostSchema: text.exactOptional(),
  shapes: z.array(shape).min(1).exactOptional(),
  weights: z.partialRecord(shape, z.number().nonnegative().max(1_000_000)).exactOptional(),
  scenarios: z.array(z.enum(SCENARIO_NAMES)).min(1).exactOptional(),
  env: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of a variable'), z.string())
    .exactOptional(),
  python: text.exactOptional(),
  with: z.array(text).exactOptional(),
  tap: z.boolean().exactOptional(),
  unchecked: z.boolean().exactOptional(),
  allow: z.array(allowed).exactOptional(),
  paths: z.array(text).min(1).exactOptional(),
  baseKernel: text.exactOptional(),
});

/** The shape of a config; that names are told once is part of it. */
export const configSchema: z.ZodType<Config> = z
  .strictObject({
    maxTime: z
      .string()
      .regex(/^\d+(\.\d+)?(ms|s|m|h)?$/, 'must be a number with ms, s, m or h, such as 30m')
      .exactOptional(),
    corpus: text.exactOptional(),
    baseline: text.exactOptional(),
    report: text.exactOptional(),
    targets: z.array(target).min(1),
  })
  .superRefine(({ targets }, context) => {
    for (const [at, { name }] of targets.entries()) {
      if (targets.findIndex((other) => other.name === name) === at) continue;
      context.addIssue({ code: 'custom', path: ['targets', at, 'name'], message: `${name} is there twice` });
    }
  });
