import type { Focus, ShapeName } from '../arbitraries/index.js';

/** One thing that can be sent: a tag of a channel, or a channel whose messages have none. */
export interface Subject {
  readonly channel: string;
  readonly tag: string | null;
}

/**
 * Every subject with every shape that fits it, ordered so that the first few cover all subjects and all shapes, and
 * the rest every pair: a short run has seen everything once, a long one everything with everything.
 */
export function focusPlan(
  subjects: readonly Subject[],
  shapes: readonly ShapeName[],
  fits: (subject: Subject, shape: ShapeName) => boolean,
): readonly Focus[] {
  const rounds = shapes.map((_, round) =>
    subjects.flatMap((subject, index) => {
      const shape = shapes[(index + round) % shapes.length];
      return shape !== undefined && fits(subject, shape) ? [{ ...subject, shape }] : [];
    }),
  );
  const pairs = rounds.flat();
  const seen = new Set<string>();
  const first = pairs.filter(({ channel, tag, shape }) => {
    const news = [`subject ${channel} ${tag}`, `shape ${shape}`].filter((name) => !seen.has(name));
    for (const name of news) seen.add(name);
    return news.length > 0;
  });
  return [...first, ...pairs.filter((pair) => !first.includes(pair))];
}
