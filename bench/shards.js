// A nightly run of planted bugs in shards, merged, against one process with the same total budget: do both find the same?
//   npm run bench:shards [-- MINUTES [SHARDS [SEED]]]      default: 10 3 1
// The shards run one after the other, because each would have a machine of its own. Exit code 1 where they differ.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const MUTANTS = [
  'nan-to-null',
  'drop-every-hundredth',
  'wrong-error-class',
  'swallow-decode-error',
  'duplicate-answers',
  'exit-nonzero-on-stop',
];
const [minutes = 10, shards = 3, seed = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-shards-'));

function skewfuzz(...args) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { status, seconds: (performance.now() - began) / 1_000 };
}

function night(name, seconds, ...more) {
  const places = ['--corpus', `${name}/corpus`, '--report', `${name}/report`];
  const took = skewfuzz('nightly', '--max-time', `${seconds}s`, '--seed', String(seed), ...places, ...more);
  const inside = took.seconds <= seconds ? 'inside its time' : 'NOT INSIDE ITS TIME';
  console.log(
    `${name}: exit code ${took.status}, ${took.seconds.toFixed(1)} of ${seconds.toFixed(0)} s, ${inside}`,
  );
  return took.seconds <= seconds;
}

function found(name) {
  const { sorted } = JSON.parse(readFileSync(join(folder, name, 'report/report.json'), 'utf8'));
  for (const { target, because } of sorted.unjudged)
    console.log(`${name}: not judged: ${target}: ${because}`);
  return new Set(sorted.fresh.map(({ target, signature }) => `${target}: ${signature}`));
}

try {
  mkdirSync(folder, { recursive: true });
  const targets = MUTANTS.map((name) => ({ name, kernel: `mutant:${name}` }));
  writeFileSync(join(folder, 'skewfuzz.config.json'), JSON.stringify({ targets }));
  const seconds = minutes * 60;
  let good = night('one', seconds);
  const names = Array.from({ length: shards }, (_, index) => `shard-${index + 1}`);
  for (const [index, name] of names.entries()) {
    good = night(name, seconds / shards, '--shard', `${index + 1}/${shards}`) && good;
  }
  skewfuzz('corpus', 'merge', ...names.map((name) => `${name}/corpus`), '--into', 'merged/corpus');
  skewfuzz(
    'report',
    'merge',
    ...names.map((name) => `${name}/report/report.json`),
    '--report',
    'merged/report',
  );
  const [one, merged] = [found('one'), found('merged')];
  for (const signature of [...new Set([...one, ...merged])].toSorted((a, b) => (a < b ? -1 : 1))) {
    const where = !merged.has(signature)
      ? 'ONE ONLY   '
      : !one.has(signature)
        ? 'SHARDS ONLY'
        : 'both       ';
    if (!one.has(signature) || !merged.has(signature)) good = false;
    console.log(`${where} ${signature}`);
  }
  console.log(good ? 'the same signatures, all within their time' : 'NOT the same, or not within their time');
  process.exitCode = good ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
