export type * from './types.js';
export type * from './replyRule.js';
