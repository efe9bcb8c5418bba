import type { CaseReport, CaseStep } from './types.js';

/** A case as one line of JSON lines: `seed` is the text to give to `--seed`; all else is as {@link CaseReport} has it. */
export function caseLine({ seed, ...rest }: CaseReport): string {
  return `${JSON.stringify({ seed: seed.text, ...rest })}\n`;
}

const STATUS = { valid: 'passed', invalid: 'failed', unknown: 'gave_up' } as const;

/**
 * The same in the observability format of property-based testing, as Hypothesis writes it and Tyche reads it: one
 * `test_case` a line. `runStart`: when the run began, in seconds since 1970.
 */
export function observationLine(one: CaseReport, runStart: number): string {
  const [reason = ''] = Object.keys(one.unknown);
  const observation = {
    type: 'test_case',
    status: STATUS[one.verdict],
    status_reason:
      one.verdict === 'invalid' ? one.violations.join('; ') : one.verdict === 'unknown' ? reason : '',
    representation: representation(one),
    arguments: { steps: one.first },
    how_generated: `seed ${one.seed.text}, case ${one.index}${one.scenario === null ? '' : `, scenario ${one.scenario}`}`,
    features: {
      ...named('tag', one.tags),
      ...named('shape', one.shapes),
      ...named('outcome', one.outcomes),
      messages: one.messages,
      bytes: one.bytes,
    },
    coverage: null,
    timing: { 'execute:case': one.seconds },
    metadata: { kernel: one.kernel, kernel_number: one.kernelNumber, steps: one.steps, unknown: one.unknown },
    property: `skewfuzz ${one.kernel}`,
    run_start: runStart,
  };
  return `${JSON.stringify(observation)}\n`;
}

function named(kind: string, counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [`${kind}:${name}`, n]));
}

function representation({ first, steps }: CaseReport): string {
  const more = steps - first.length;
  return [...first.map(stepText), ...(more > 0 ? [`… ${more} more`] : [])].join('\n');
}

function stepText({ channel, times, text }: CaseStep): string {
  return `${times === 1 ? '' : `${times} times `}${channel === null ? '' : `${channel} <- `}${text}`;
}
