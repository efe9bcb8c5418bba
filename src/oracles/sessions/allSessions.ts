import { sessionOf } from '../../schema/index.js';
import type { Trial } from '../types.js';

/** Every session that a history is about, those that it began with first. */
export function allSessions({ target, history }: Trial): readonly string[] {
  const names = new Set(target.sessions?.initial ?? []);
  for (const event of history) {
    if (event.kind !== 'sent' && event.kind !== 'received') continue;
    const of = sessionOf(event.channel);
    if (of !== null) names.add(of.session);
  }
  return [...names];
}
