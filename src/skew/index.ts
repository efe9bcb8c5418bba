export type * from './path.js';
export type { Constraints, SkewOp, SkewOpKind } from './op.js';
export { apply } from './apply.js';
export { SKEW_OP_KINDS } from './applyOp.js';
export { diff } from './diff.js';
export { SkewError, type SkewErrorKind } from './skewError.js';
