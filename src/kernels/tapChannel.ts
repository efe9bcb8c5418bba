/**
 * Frames in which a tap reports what a program's decoder understood come on a channel of their own, apart from what the
 * program itself says. No schema has it.
 */
export const TAP_CHANNEL = 'tap';
