// Writes schemas/: the message types of every release that ships, exported from the packages themselves. The newest
// stands in a file of its own; the file of any other says what it has otherwise than the next newer one.
//   npm run schemas                      again, of the releases that are there
//   npm run schemas -- 0.25.3 0.26.0     of these as well; then NEWEST_MARIMO and python/requirements.txt are next
import { writeFile } from 'node:fs/promises';
import { exportMarimo, prepareEnvironment, shippedMarimoReleases } from '../dist/kernels/index.js';
import { writeDelta, writeSnapshot } from '../dist/schema/index.js';

const releases = [...new Set([...shippedMarimoReleases(), ...process.argv.slice(2)])].toSorted((a, b) =>
  b.localeCompare(a, 'en', { numeric: true }),
);
const note = (line) => console.log(`  ${line}`);

let next = null;
let total = 0;
for (const release of releases) {
  const { python } = await prepareEnvironment({ kind: 'release', release }, note);
  const { snapshot, text } = await exportMarimo(python);
  const written = next === null ? writeSnapshot(snapshot, snapshot.made) : writeDelta(snapshot, next);
  await writeFile(new URL(`../schemas/marimo-${release}.json`, import.meta.url), written);
  console.log(`marimo ${release}: ${written.length} bytes, whole ${text.length}, ${snapshot.fingerprint}`);
  total += written.length;
  next = snapshot;
}
console.log(`${releases.length} releases, ${total} bytes`);
