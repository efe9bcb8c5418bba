/**
 * The channel on which a host keeps what a tap in a program reports of its decoder, apart from what the program itself
 * says. No schema has it.
 */
export const TAP_CHANNEL = 'tap';
