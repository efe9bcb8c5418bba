/** What two versions of a schema do to each other, with the smallest message that shows it. */
export type * from './comparison.js';
export { between, type Between } from './between.js';
export { compare } from './compare.js';
export { sentence, verdict, type Tally, type Verdict } from './verdict.js';
