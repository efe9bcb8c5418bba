// Judged messages a second on the echo kernel, beside a bare zeromq.js pipelined echo of the same bytes. Both are
// measured in turn, several times, in one run: the machine is noisy, the ratio is what counts.
//   npm run bench            npm run bench -- 7 400   (rounds, cases)
import { encode } from '../dist/wire/index.js';
import { echoKernel, newestMarimoSchema } from '../dist/kernels/index.js';
import { campaign, casesOf, parseSeed } from '../dist/runner/index.js';
import { bareRate } from './bareHost.js';

const ROUNDS = Number(process.argv[2] ?? 5);
const CASES = Number(process.argv[3] ?? 300);

const schema = newestMarimoSchema();
const seed = parseSeed('1');

const cases = casesOf({ schema, seed: seed.number, shapes: null, harmless: false });
const frames = [];
for (let index = 0; index < CASES; index += 1) {
  for (const step of cases.case(index).steps) {
    const bytes = encode(step.value);
    for (let time = 0; time < step.times; time += 1) frames.push(bytes);
  }
}
const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
console.log(
  `${frames.length} messages of ${CASES} cases, ${Math.round(bytes / frames.length)} bytes on average`,
);

const rows = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const bare = await bareRate(frames);
  const report = await campaign(
    {
      kernel: echoKernel({}),
      name: 'echo',
      schema,
      seed,
      runs: CASES,
      maxTimeMs: null,
      shapes: null,
      failFast: false,
      versions: {},
      known: () => null,
      save: () => Promise.resolve(null),
      signal: new AbortController().signal,
    },
    () => undefined,
  );
  const judged = report.messages.judged / report.seconds;
  rows.push({ bare, judged, ratio: judged / bare });
  console.log(
    `round ${round + 1}: bare ${Math.round(bare)}/s, judged ${Math.round(judged)}/s, ratio ${(judged / bare).toFixed(2)}`,
  );
}
const median = (name) => rows.map((row) => row[name]).toSorted((a, b) => a - b)[Math.floor(rows.length / 2)];
console.log(
  `median: bare ${Math.round(median('bare'))}/s, judged ${Math.round(median('judged'))}/s, ratio ${median('ratio').toFixed(2)}`,
);
