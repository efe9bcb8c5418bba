// Judged messages a second of a real marimo kernel's time, with all scenarios and all shapes, beside bare pipelined pings
// to the same kind of kernel in the same run. Kernel time: a kernel is there and works at cases; starts are not in it.
//   npm run bench:marimo            npm run bench:marimo -- 3 30   (rounds, seconds)
import { performance } from 'node:perf_hooks';
import { SCENARIO_NAMES } from '../dist/arbitraries/index.js';
import { schemaRef } from '../dist/corpus/index.js';
import { marimoKernel } from '../dist/kernels/index.js';
import { campaign, openKeeper, parseSeed } from '../dist/runner/index.js';
import { encode, record, text } from '../dist/wire/index.js';

const ROUNDS = Number(process.argv[2] ?? 3);
const SECONDS = Number(process.argv[3] ?? 30);
const PINGS = 5_000;
const WINDOW = 64;

const kind = marimoKernel('marimo');
const bareKind = marimoKernel('marimo', { tap: false });
for (const each of [kind, bareKind]) await each.prepare((line) => console.log(line));

/** Pings answered a second: a command that is answered at once, `WINDOW` of them under way. */
async function bareRate() {
  const kernel = await bareKind.launch();
  const fields = { engine: text(''), database: text(''), schema: text('') };
  const pings = Array.from({ length: PINGS }, (_, at) =>
    encode(record({ type: text('list-sql-tables'), requestId: text(`ping-${at}`), ...fields })),
  );
  let answered = 0;
  let room = null;
  kernel.listen({
    frame: (_, bytes) => {
      if (!Buffer.from(bytes).includes('sql-table-list-preview')) return;
      answered += 1;
      room?.();
    },
    line: () => {},
    exit: () => {},
  });
  const news = () =>
    new Promise((resolve) => {
      room = resolve;
    });
  const began = performance.now();
  for (const [index, ping] of pings.entries()) {
    await kernel.send('control', ping);
    while (index - answered >= WINDOW) await news();
  }
  while (answered < PINGS) await news();
  const seconds = (performance.now() - began) / 1_000;
  await kernel.kill();
  return PINGS / seconds;
}

async function judgedRate(seed) {
  const ref = schemaRef(kind.schema);
  const keeper = await openKeeper({ corpus: 'corpus', kernel: 'marimo', schema: ref, seed, versions: {} });
  const report = await campaign(
    {
      kernel: kind,
      name: 'marimo',
      schema: kind.schema,
      seed,
      runs: null,
      maxTimeMs: SECONDS * 1_000,
      shapes: null,
      scenarios: SCENARIO_NAMES,
      failFast: false,
      versions: {},
      known: keeper.known,
      resembles: keeper.resembles,
      lethal: keeper.lethal,
      save: () => Promise.resolve(null),
      signal: new AbortController().signal,
    },
    () => undefined,
  );
  const { judged } = report.messages;
  console.log(
    `  ${report.verdict}: ${judged} judged in ${report.kernelSeconds.toFixed(1)} s of kernel time ` +
      `(${report.seconds.toFixed(1)} s in all), ${report.cases} cases, ${report.kernelsStarted} kernels`,
  );
  return judged / report.kernelSeconds;
}

const rows = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const bare = await bareRate();
  const judged = await judgedRate(parseSeed(String(round + 1)));
  rows.push({ bare, judged, ratio: judged / bare });
  console.log(
    `round ${round + 1}: bare ${Math.round(bare)}/s, judged ${Math.round(judged)}/s, ratio ${(judged / bare).toFixed(2)}`,
  );
}
const median = (name) => rows.map((row) => row[name]).toSorted((a, b) => a - b)[Math.floor(rows.length / 2)];
console.log(
  `median: bare ${Math.round(median('bare'))}/s, judged ${Math.round(median('judged'))}/s, ratio ${median('ratio').toFixed(2)}`,
);
