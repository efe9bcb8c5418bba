export type * from './events.js';
export { chronicleOf, type Chronicle, type Foreign } from './chronicle.js';
