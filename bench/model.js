// Commands that the model decodes in a second, typed, beside msgpackr's plain decode of the same bytes. Both are
// measured in turn, several times, in one run: the machine is noisy, medians and the ratio are what counts.
//   npm run bench:model            npm run bench:model -- 9 400   (rounds, cases)
import { performance } from 'node:perf_hooks';
import { Unpackr } from 'msgpackr';
import { predict } from '../dist/model/index.js';
import { bodyOf } from '../dist/schema/index.js';
import { newestMarimoSchema } from '../dist/kernels/index.js';
import { casesOf, parseSeed } from '../dist/runner/index.js';
import { encode } from '../dist/wire/index.js';

const ROUNDS = Number(process.argv[2] ?? 9);
const CASES = Number(process.argv[3] ?? 400);
/** How long one side is measured at a time. */
const ROUND_MS = 400;

const schema = newestMarimoSchema();
const types = new Map(schema.channels.map((channel) => [channel.name, bodyOf(channel).type]));
const cases = casesOf({ schema, seed: parseSeed('1').number, shapes: ['valid'], harmless: false });
const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: false, int64AsType: 'bigint' });

/** Commands that both sides decode, each once: a burst of one command would measure little else. */
const distinct = new Map();
for (let index = 0; index < CASES; index += 1) {
  for (const { channel, value } of cases.case(index).steps) {
    const bytes = encode(value);
    const type = types.get(channel);
    if (isDecoded(type, bytes))
      distinct.set(`${channel} ${Buffer.from(bytes).toString('latin1')}`, { type, bytes });
  }
}
const commands = [...distinct.values()];

function isDecoded(type, bytes) {
  if (type.kind === 'str' || predict(schema, type, bytes).kind === 'refused') return false;
  try {
    unpackr.unpack(bytes);
    return true;
  } catch {
    return false;
  }
}

const size = commands.reduce((sum, { bytes }) => sum + bytes.length, 0);
console.log(
  `${commands.length} commands of ${CASES} cases, ${Math.round(size / commands.length)} bytes on average`,
);

function rateOf(decode) {
  const start = performance.now();
  let count = 0;
  for (let now = start; now - start < ROUND_MS; now = performance.now()) {
    for (const command of commands) decode(command);
    count += commands.length;
  }
  return (count / (performance.now() - start)) * 1000;
}

const model = ({ type, bytes }) => predict(schema, type, bytes);
const plain = ({ bytes }) => unpackr.unpack(bytes);
rateOf(model);
rateOf(plain);
const rows = Array.from({ length: ROUNDS }, () => ({ model: rateOf(model), plain: rateOf(plain) }));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rate = (name) => Math.round(median(rows.map((row) => row[name])));
console.log(`model    ${rate('model')} commands/s`);
console.log(`msgpackr ${rate('plain')} commands/s, plain`);
console.log(`ratio    ${median(rows.map((row) => row.model / row.plain)).toFixed(2)}`);
