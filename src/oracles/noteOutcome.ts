import type { SentEvent } from '../history/index.js';
import type { Outcome } from './types.js';

/** Is told of every frame that a step sent, with what became of it; null: nobody can know. */
export type NoteOutcome = (frame: SentEvent, outcome: Outcome | null) => void;
