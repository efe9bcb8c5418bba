import { describe, expect, it } from 'vitest';
import { compare, sentence, verdict } from '../../src/compat/index.js';
import { field, INT, ONE, record, schemaOf, tag } from '../skew/demo.js';

const a = field('a', INT);
const opt = field('opt', INT, ONE);

describe('verdict', () => {
  it('counts each difference once in a direction, at its worst', () => {
    const cat = record('Cat', [a], tag('cat'));
    const from = schemaOf([cat, record('Dog', [opt], tag('dog'))], ['Cat', 'Dog']);
    const dog = record('Dog', [{ ...opt, name: 'Opt' }, field('b', INT)], tag('dog'));
    const to = schemaOf([cat, dog, record('Bird', [], tag('bird'))], ['Cat', 'Dog', 'Bird']);
    const found = verdict(compare(from, to));
    expect(found).toEqual({
      'old-host-new-kernel': {
        worst: 'breaks',
        counts: { breaks: 1, loses: 1, hazard: 0, safe: 1 },
        unproven: 0,
      },
      'new-host-old-kernel': {
        worst: 'loses',
        counts: { breaks: 0, loses: 1, hazard: 1, safe: 1 },
        unproven: 0,
      },
    });
    expect(sentence(found)).toBe(
      'An old host and a new kernel cannot run together: 1 difference breaks messages, 1 difference loses something. ' +
        'A new host and an old kernel can run together: nothing breaks, 1 difference loses something, 1 hazard.',
    );
  });

  it('says what is not proven', () => {
    const from = schemaOf([record('R', [a])]);
    const pickled = {
      ...from,
      channels: from.channels.map((channel) => ({
        ...channel,
        envelope: channel.envelope.map((frame) => ({ ...frame, codec: 'pickle' as const })),
      })),
    };
    expect(sentence(verdict(compare(from, pickled)))).toContain(
      'cannot run together: 1 difference breaks messages (1 of them not proven by a message).',
    );
  });

  it('has nothing against a schema and itself', () => {
    const same = schemaOf([record('R', [a])]);
    expect(sentence(verdict(compare(same, same)))).toBe(
      'An old host and a new kernel can run together: nothing breaks, and nothing is lost. ' +
        'A new host and an old kernel can run together: nothing breaks, and nothing is lost.',
    );
  });
});
