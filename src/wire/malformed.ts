/**
 * Why bytes are no value:
 * - `truncated`: they end before the value does;
 * - `trailing`: the value ends before they do;
 * - `reserved`: the opcode 0xc1, which stands for nothing;
 * - `refused`: well-formed, but the codec does not take it;
 * - `too-deep`: nested deeper than the codec goes;
 * - `too-many`: more containers, or values, than there is room for;
 * - `codec`: the codec gave another error, named in the text.
 */
export type MalformedKind =
  'truncated' | 'trailing' | 'reserved' | 'refused' | 'too-deep' | 'too-many' | 'codec';

export interface Malformed {
  readonly kind: MalformedKind;
  /**
   * Byte offset: of the value that is torn (the end, where one is missing altogether), of the first byte too many, of
   * the reserved opcode. 0 where a codec does not tell.
   */
  readonly at: number;
  /** One sentence, without the offset. */
  readonly text: string;
}
