import { describe, expect, it } from 'vitest';

import { KernelError, kernelKind, newestMarimoSchema, type KernelKind } from '../../../src/kernels/index.js';
import type { MatrixEvent, MatrixReport } from '../../../src/report/index.js';
import { matrix, type FoundAt, type KnownCase, type MatrixOptions } from '../../../src/runner/index.js';

const SCHEMA = newestMarimoSchema();

/** Releases of an echo: a bug came with 2 and went with 5. */
const RELEASES: Readonly<Record<string, string>> = {
  '6': 'echo',
  '5': 'echo',
  '4': 'mutant:duplicate-answers',
  '3': 'mutant:duplicate-answers',
  '2': 'mutant:duplicate-answers',
  '1': 'echo',
};

const releasesOf = (...names: readonly string[]): MatrixOptions['releases'] =>
  names.map((name) => ({ name, kernel: RELEASES[name] ?? name }));

function kernelOf({ kernel }: { readonly kernel: string }, python: string): KernelKind {
  if (python === 'lost') throw new KernelError('no-python', 'Python lost is not there.');
  if (python === 'new' && kernel === 'echo') throw new KernelError('unsupported', 'Only older ones.');
  return kernelKind(kernel, { env: {}, schema: null });
}

interface Ran {
  readonly report: MatrixReport;
  readonly events: readonly MatrixEvent[];
  readonly saved: readonly FoundAt[];
}

async function run(change: Partial<MatrixOptions>): Promise<Ran> {
  const events: MatrixEvent[] = [];
  const saved: FoundAt[] = [];
  const report = await matrix(
    {
      releases: releasesOf('4', '1'),
      pythons: ['one'],
      hosts: [{ name: '7', schema: SCHEMA, option: null }],
      kernelOf,
      seed: { text: '1', number: 1 },
      cellMs: 2_000,
      maxTimeMs: 120_000,
      shrinkMs: 500,
      together: 2,
      versions: {},
      known: [],
      save: (_, at) => {
        saved.push(at);
        return Promise.resolve(`saved-${saved.length}.json`);
      },
      signal: new AbortController().signal,
      ...change,
    },
    (event) => {
      events.push(event);
    },
  );
  return { report, events, saved };
}

const verdicts = ({ cells }: MatrixReport): Readonly<Record<string, string>> =>
  Object.fromEntries(cells.map(({ release, python, verdict }) => [`${release} ${python}`, verdict]));

describe('matrix', () => {
  it('joins what several cells find to one finding, saved once, with the range of its releases', async () => {
    const { report, events, saved } = await run({ releases: releasesOf('6', '5', '4', '3', '2', '1') });
    expect(report.verdict).toBe('invalid');
    expect(verdicts(report)).toEqual({
      '6 one': 'valid',
      '5 one': 'valid',
      '4 one': 'invalid',
      '3 one': 'invalid',
      '2 one': 'invalid',
      '1 one': 'valid',
    });
    expect(report.findings).toHaveLength(1);
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      range: { from: '2', to: '4' },
      pythons: ['one'],
      traced: true,
      file: 'saved-1.json',
      finding: { violation: { oracle: 'fifo' }, reproduced: { k: 3, n: 3 } },
    });
    expect(saved).toHaveLength(1);
    for (const end of ['2', '4']) {
      expect(finding?.sightings).toContainEqual(
        expect.objectContaining({ release: end, holds: true, reproduced: { k: 3, n: 3 } }),
      );
    }
    expect(finding?.sightings.some(({ release, holds }) => release === '5' && !holds)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'finding')).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === 'cell').length).toBe(6);
  }, 120_000);

  it('says of a known finding in which releases it is, and lets them pass', async () => {
    let known: KnownCase | null = null;
    await run({
      releases: releasesOf('4'),
      save: (found) => {
        const { steps, shown } = found;
        const { violation } = shown;
        known = { signature: '', reason: 'accepted', file: 'known.json', violation, steps, schema: SCHEMA };
        return Promise.resolve(null);
      },
    });
    const { report: first } = await run({ releases: releasesOf('4') });
    if (known === null) throw new Error('nothing was found');
    const signature = first.findings[0]?.signature ?? '';
    const { report, saved } = await run({
      releases: releasesOf('5', '3', '2'),
      known: [Object.assign({}, known, { signature })],
    });
    expect(report.verdict).toBe('valid');
    expect(saved).toEqual([]);
    expect(report.findings).toMatchObject([
      { known: 'accepted', range: { from: '2', to: '3' }, finding: null },
    ]);
    expect(report.cells.map((cell) => cell.known.length)).toEqual([0, 1, 1]);
  }, 120_000);

  it('counts an interpreter that is not there, and a release that does not support one', async () => {
    const { report, events } = await run({ pythons: ['one', 'new', 'lost'] });
    expect(verdicts(report)).toEqual({
      '4 one': 'invalid',
      '4 new': 'invalid',
      '4 lost': 'unavailable',
      '1 one': 'valid',
      '1 new': 'unavailable',
      '1 lost': 'unavailable',
    });
    const cell = (release: string, python: string): unknown =>
      report.cells.find((one) => one.release === release && one.python === python);
    expect(cell('1', 'lost')).toMatchObject({ missing: true, because: 'Python lost is not there.' });
    expect(cell('1', 'new')).toMatchObject({ missing: false, because: 'Only older ones.' });
    expect(events.filter(({ kind }) => kind === 'cell')).toHaveLength(6);
    const [finding] = report.findings;
    expect(finding?.pythons.toSorted()).toEqual(['new', 'one']);
    expect(finding?.traced).toBe(true);
  }, 120_000);

  it('is unknown where a kernel does not start, with what it said', async () => {
    const { report } = await run({ releases: [{ name: 'dead', kernel: 'false' }, ...releasesOf('1')] });
    expect(report.verdict).toBe('unknown');
    expect(verdicts(report)).toEqual({ 'dead one': 'unknown', '1 one': 'valid' });
    expect(report.cells[0]?.because).toContain('exit code 1');
  }, 60_000);

  it('is unknown where an interpreter is missing, and says so of every cell that had no time', async () => {
    const { report: missing } = await run({ releases: releasesOf('1'), pythons: ['one', 'lost'] });
    expect(missing.verdict).toBe('unknown');
    const { report: late } = await run({
      releases: releasesOf('6', '5', '1'),
      maxTimeMs: 1,
      together: 1,
    });
    expect(late.verdict).toBe('unknown');
    expect(late.stopped).toBe('max-time');
    for (const cell of late.cells.slice(1)) {
      expect(cell.verdict).toBe('unknown');
      expect(cell.because).toContain('time was used up');
    }
  }, 60_000);

  it('ends in order when it is interrupted, with every cell accounted for', async () => {
    const controller = new AbortController();
    controller.abort();
    const { report } = await run({ signal: controller.signal });
    expect(report.stopped).toBe('interrupted');
    expect(report.cells.map(({ because }) => because)).toEqual(['interrupted', 'interrupted']);
    expect(report.verdict).toBe('unknown');
  });
});
