import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { superfluousIn, type Coverable } from '../../src/corpus/index.js';
import type { Outcome } from '../../src/oracles/index.js';
import { text } from '../../src/wire/index.js';
import { EVIDENCE, finding, step } from './findings.js';

/** A finding by its kinds of messages (`tag shape`), outcome and size. */
function file(
  path: string,
  kinds: readonly string[],
  size = 1,
  stays = false,
  outcome: Outcome = 'lossy',
): Coverable {
  const steps = kinds.map((kind) => {
    const [tag = '', shape = ''] = kind.split(' ');
    return { ...step(text('x'.repeat(size))), tag, shape };
  });
  const violation = { ...EVIDENCE.violation, outcome };
  const saved = { ...finding(), case: { steps }, evidence: { ...EVIDENCE, violation } };
  return { path, saved, stays };
}

const removed = (...files: readonly Coverable[]): readonly string[] =>
  superfluousIn(files).map(({ path }) => path);

/** Every tag with its shape. */
function covered(some: readonly Coverable[]): ReadonlySet<string> {
  return new Set(
    some.flatMap(({ saved }) =>
      saved.case.steps.map((one) => (one.kind === 'send' ? `${one.tag} ${one.shape}` : '')),
    ),
  );
}

describe('superfluousIn', () => {
  it('keeps one of those that cover the same: the smaller, then the first by name', () => {
    expect(removed(file('b', ['ping text']), file('a', ['ping text'], 9), file('c', ['ping text']))).toEqual([
      'a',
      'c',
    ]);
  });

  it('keeps whatever covers a tag, a shape, an outcome or a kernel of its own', () => {
    const other = file('d', ['ping text']);
    expect(
      removed(
        file('a', ['ping text']),
        file('b', ['pong text']),
        file('c', ['ping valid']),
        { ...other, saved: { ...other.saved, kernel: 'marimo' } },
        file('e', ['ping text'], 1, false, 'crash'),
      ),
    ).toEqual([]);
  });

  it('never gives up what is to stay, and counts what that covers', () => {
    expect(
      removed(file('a', ['ping text'], 9, true), file('b', ['ping text'], 9, true), file('c', ['ping text'])),
    ).toEqual(['c']);
  });

  it('takes the one that covers most, and says by what another is covered', () => {
    const small = [file('a', ['x 1']), file('b', ['x 2']), file('c', ['x 3'])];
    expect(superfluousIn([...small, file('d', ['x 1', 'x 2'], 50)])).toEqual([
      { path: 'a', by: ['d'] },
      { path: 'b', by: ['d'] },
    ]);
  });

  it('covers all that there was, gives up nothing twice, and does not care for the order', () => {
    const kinds = fc.uniqueArray(fc.constantFrom('a 1', 'a 2', 'b 1', 'b 2', 'c 1'), { minLength: 1 });
    const files = fc.array(fc.tuple(kinds, fc.integer({ min: 1, max: 3 }), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(files, (rows) => {
        const all = rows.map(([own, size, stays], at) => file(`f${at}`, own, size, stays));
        const gone = removed(...all);
        expect(removed(...all.toReversed())).toEqual(gone);
        const left = all.filter(({ path }) => !gone.includes(path));
        expect(covered(left)).toEqual(covered(all));
        expect(removed(...left)).toEqual([]);
        expect(all.filter(({ stays }) => stays).every(({ path }) => !gone.includes(path))).toBe(true);
      }),
    );
  });
});
