export type * from './events.js';
export { chronicleOf, type Chronicle } from './chronicle.js';
