import { describe, expect, it } from 'vitest';
import { text } from '../../../src/wire/index.js';
import { violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { command } from './programTarget.js';

const complete = (told: Asked, id: string): Asked =>
  told.send('completion', command('complete', { id: text(id) }));
const ended = (told: Asked): Asked => told.probe('completion', command('complete', { id: text('p') }));
const came = (told: Asked, id: string): Asked => told.json({ op: 'completion-result', completion_id: id });

describe('a program: the newest completion', () => {
  it('is the only one that is sure of a reply', () => {
    expect(violations(came(ended(complete(complete(new Asked(), 'a'), 'b')), 'p').trial)).toEqual([]);
    expect(violations(came(came(ended(complete(new Asked(), 'a')), 'a'), 'p').trial)).toEqual([]);
  });

  it('is a zombie channel when it gets none', () => {
    const told = ended(complete(new Asked(), 'a').probeControl()).probed().deadline();
    expect(violations(told.trial)).toEqual(['alive deaf zombie completion 0']);
    const last = complete(new Asked().probeControl(), 'a').probed().deadline();
    expect(violations(last.trial)).toEqual(['fifo lost dropped-silent completion 0']);
  });
});
