import { describe, expect, it } from 'vitest';
import { focusPlan } from '../../src/runner/plan.js';

const subjects = Array.from({ length: 35 }, (_, index) => ({ channel: 'control', tag: `tag-${index}` }));
const shapes = ['valid', 'extra-field', 'truncated', 'burst'] as const;

describe('focusPlan', () => {
  const plan = focusPlan(subjects, shapes, ({ tag }, shape) => !(tag === 'tag-3' && shape === 'burst'));

  it('holds every pair that fits exactly once', () => {
    expect(plan).toHaveLength(35 * 4 - 1);
    expect(new Set(plan.map(({ tag, shape }) => `${tag} ${shape}`)).size).toBe(plan.length);
    expect(plan).not.toContainEqual({ channel: 'control', tag: 'tag-3', shape: 'burst' });
  });

  it('covers every subject and every shape before it repeats one', () => {
    const first = plan.slice(0, 35);
    expect(new Set(first.map(({ tag }) => tag)).size).toBe(35);
    expect(new Set(first.map(({ shape }) => shape)).size).toBe(4);
  });
});
