/** The name of one thing a codec may lose; see docs/fidelity.md. */
export type LossName = 'float32' | 'duplicate-keys';
