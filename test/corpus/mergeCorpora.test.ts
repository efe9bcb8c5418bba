import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCorpora, readBaseline, writeFinding, type Finding } from '../../src/corpus/index.js';
import { findingName } from '../../src/corpus/findingName.js';
import { record, text } from '../../src/wire/index.js';
import { EVIDENCE, finding, step } from './findings.js';
import { folder } from './folder.js';

const here = folder();

/** A finding of a signature, of some size, found at some time. */
interface Told {
  readonly signature: number;
  readonly kernel: 'echo' | 'mine';
  readonly length: number;
  readonly hour: number;
  readonly known: string | null;
}

const told: fc.Arbitrary<Told> = fc.record({
  signature: fc.nat(3),
  kernel: fc.constantFrom('echo', 'mine'),
  length: fc.nat(3),
  hour: fc.nat(2),
  known: fc.constantFrom(null, 'one reason', 'another'),
});

function made({ signature, kernel, length, hour }: Told): Finding {
  const whole = finding(step(record({ type: text('x'.repeat(length)) })));
  return {
    ...whole,
    kernel,
    evidence: {
      ...EVIDENCE,
      signature: `round-trip lossy ${signature}`,
      found: { ...EVIDENCE.found, when: `2026-11-20T0${hour}:00:00.000Z` },
    },
  };
}

async function corpus(name: string, findings: readonly Told[]): Promise<string> {
  const path = join(here.path, name);
  await mkdir(join(path, 'baseline'), { recursive: true });
  for (const one of findings) await writeFinding(join(path, 'findings', one.kernel), made(one));
  for (const kernel of ['echo', 'mine']) {
    const lines = new Map(
      findings.flatMap((one) => {
        const { signature } = made(one).evidence;
        const file = `findings/${kernel}/${findingName(made(one).evidence)}.json`;
        const line = { signature, since: '1.0', reason: one.known ?? '', finding: file };
        return one.kernel === kernel && one.known !== null ? [[signature, line] as const] : [];
      }),
    );
    const document = { format: 'skewfuzz-baseline', version: 1, kernel, known: [...lines.values()] };
    if (lines.size > 0) await writeFile(join(path, 'baseline', `${kernel}.json`), JSON.stringify(document));
  }
  return path;
}

/** Every file below a folder with its bytes. */
async function content(path: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(path, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const files = names.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [file.slice(path.length + 1), await readFile(file, 'utf8')] as const;
  });
  return Object.fromEntries((await Promise.all(files)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('mergeCorpora', () => {
  it('gives the same bytes in whatever order the corpora come, at once or one after the other', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(told, { maxLength: 5 }),
        fc.array(told, { maxLength: 5 }),
        async (one, two) => {
          round += 1;
          const [a, b] = await Promise.all([corpus(`a${round}`, one), corpus(`b${round}`, two)]);
          const into = (name: string): string => join(here.path, `${name}${round}`);
          const merged = await mergeCorpora([a, b], into('ab'));
          await mergeCorpora([b, a], into('ba'));
          await mergeCorpora([b], into('steps'));
          await mergeCorpora([a], into('steps'));
          const files = await content(into('ab'));
          expect(await content(into('ba'))).toEqual(files);
          expect(await content(into('steps'))).toEqual(files);
          const signatures = new Set(
            [...one, ...two].map(({ kernel, signature }) => `${kernel} ${signature}`),
          );
          expect(merged).toMatchObject({ findings: signatures.size, errors: [] });
          // Every line has the case that it names.
          for (const kernel of ['echo', 'mine']) await readBaseline(into('ab'), kernel);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps the smallest case of a signature, and takes the larger one of its own away', async () => {
    const one = { signature: 1, kernel: 'echo', hour: 0, known: null } as const;
    const a = await corpus('a', [{ ...one, length: 3 }]);
    const b = await corpus('b', [{ ...one, length: 1 }]);
    expect(await mergeCorpora([b], a)).toMatchObject({ findings: 1, larger: 1 });
    expect(Object.keys(await content(join(a, 'findings')))).toHaveLength(1);
    expect(Object.values(await content(join(a, 'findings')))).toEqual(
      Object.values(await content(join(b, 'findings'))),
    );
  });

  it('keeps every seed, those of one name and another content too', async () => {
    const seed = { ...finding(step(text('a'))), evidence: null };
    const { formatCase } = await import('../../src/corpus/formatCase.js');
    for (const [name, about] of [
      ['a', 'one'],
      ['b', 'another'],
    ] as const) {
      await mkdir(join(here.path, name, 'seeds'), { recursive: true });
      const saved = { ...seed, about: { headline: about, lines: [] } };
      await writeFile(join(here.path, name, 'seeds', 's.json'), formatCase(saved));
    }
    const merged = await mergeCorpora([join(here.path, 'a'), join(here.path, 'b')], join(here.path, 'all'));
    expect(merged.seeds).toBe(2);
    expect(Object.keys(await content(join(here.path, 'all')))).toHaveLength(2);
  });

  it('tells of a file that is cut, and merges all others', async () => {
    const one = { kernel: 'echo', hour: 0, known: null, length: 1 } as const;
    const a = await corpus('a', [
      { ...one, signature: 1 },
      { ...one, signature: 2 },
    ]);
    const [cut = ''] = Object.keys(await content(join(a, 'findings')));
    await writeFile(join(a, 'findings', cut), '{"format": "skewfuzz-case",');
    const merged = await mergeCorpora([a], join(here.path, 'all'));
    expect(merged.findings).toBe(1);
    expect(merged.errors).toEqual([expect.stringContaining('truncated')]);
    expect(Object.keys(await content(a))).toHaveLength(2);
    await rm(a, { recursive: true });
  });
});
