import { mb, type Failure, type Tally } from './campaign.js';

/** A larger input is not shown: its number makes it again. */
const SHOWN_BYTES = 1_000;

/** A failure for people: all that is needed to see it again. */
export function tellFailure({ parser, index, fault, input }: Failure, seed: number): string {
  const hex = Buffer.from(input.subarray(0, SHOWN_BYTES)).toString('hex');
  return [
    `FAILED ${parser}, input ${index}: ${fault.kind}`,
    `  ${fault.text.split('\n').join('\n  ')}`,
    `  bytes ${hex}${input.length > SHOWN_BYTES ? `... (${input.length} bytes)` : ''}`,
    `  again: npm run parsers:fuzz -- --seed ${seed} --from ${index} --inputs 1`,
  ].join('\n');
}

/** What a run tried. */
export function tellTally({ inputs, scores, remeasured }: Tally, seconds: number): string {
  const rows = [...scores].map(([name, score]) =>
    [
      name.padEnd(16),
      String(score.inputs).padStart(8),
      `${((100 * score.taken) / score.inputs).toFixed(1)} %`.padStart(9),
      String(score.large).padStart(7),
      `${score.slowestMs.toFixed(0)} ms (${score.slowestBytes} bytes)`.padStart(24),
      mb(score.peakBytes).padStart(9),
    ].join(''),
  );
  return [
    `${inputs} inputs in ${seconds.toFixed(0)} s (${Math.round(inputs / seconds)}/s)`,
    'reader            inputs    taken  large   slowest, noise included     peak',
    ...rows,
    `${remeasured} inputs were measured again in a process of their own, where garbage does not count`,
  ].join('\n');
}

/** Readers that took everything or nothing, or met no large input: of them a run says too little. */
export function untried({ scores }: Tally): readonly string[] {
  return [...scores]
    .filter(([, { inputs, taken, large }]) => taken === 0 || taken === inputs || large === 0)
    .map(([name]) => name);
}
