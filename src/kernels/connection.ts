/** The channels to a kernel, in the order of the contract. */
export const CHANNELS_TO_KERNEL = ['control', 'ui_element', 'completion', 'input'] as const;

/** The one channel from a kernel. */
export const STREAM = 'stream';

export type ChannelToKernel = (typeof CHANNELS_TO_KERNEL)[number];

/** The ports on 127.0.0.1 that a host has opened for its kernel. */
export type Ports = Readonly<Record<ChannelToKernel | typeof STREAM, number>>;
