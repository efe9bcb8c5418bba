/** The name of one loss, as a kernel announces it; see docs/fidelity.md. */
export type LossName =
  | 'float32'
  | 'duplicate-keys'
  | 'integral-float'
  | 'negative-zero'
  | 'nan-payload'
  | 'ill-formed-text'
  | 'leading-bom'
  | 'ext';

/** One thing that a codec may lose between a value and the same value read back. */
export interface Loss {
  readonly name: LossName;
  /** What becomes of the value; nothing beyond it is excused. */
  readonly what: string;
  readonly example: string;
}

/**
 * The fidelity table: every loss that a codec, ours or a kernel's, can declare. A declared loss is no difference to
 * an oracle; all that no row allows is a difference.
 */
export const LOSSES: readonly Loss[] = [
  {
    name: 'float32',
    what: 'A 32-bit float comes back as the 64-bit float of the same number. NaN stays NaN.',
    example: 'float32 1.5 -> float64 1.5',
  },
  {
    name: 'duplicate-keys',
    what: 'Of the entries of a map that share a key, at least one survives, in its place, with the value of one of them.',
    example: '{a: 1, b: 2, a: 3} -> {a: 3, b: 2}',
  },
  {
    name: 'integral-float',
    what: 'A float without a fraction comes back as the int of the same value.',
    example: 'float64 1.0 -> int 1',
  },
  {
    name: 'negative-zero',
    what: 'The float -0.0 comes back as zero without its sign.',
    example: 'float64 -0.0 -> float64 0.0, or int 0 together with integral-float',
  },
  {
    name: 'nan-payload',
    what: 'A NaN comes back as another NaN.',
    example: 'float64 NaN(0x7ff8000000000001) -> float64 NaN',
  },
  {
    name: 'ill-formed-text',
    what: 'Bytes of a str that are no UTF-8 come back as U+FFFD, one or several for each run of them.',
    example: 'str 0x61ff62 -> str "a\\ufffdb"',
  },
  {
    name: 'leading-bom',
    what: 'A byte order mark at the start of a str is left out.',
    example: 'str "\\ufeffa..." -> str "a..."',
  },
  {
    name: 'ext',
    what: 'A value with an ext in it, of whatever code, is refused as a whole.',
    example: 'ext 5 0x00 -> an error',
  },
];

export function isLossName(name: string): name is LossName {
  return LOSSES.some((loss) => loss.name === name);
}
