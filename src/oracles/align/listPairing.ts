/** Frames, and the items of a list that bears no numbers, as far as pairing them needs it. */
export interface ListPairing {
  readonly frames: number;
  readonly items: number;
  /** Whether it must be in the list; else it may be missing without anything being wrong. */
  isSure(frame: number): boolean;
  /** Whether the item is what a healthy kernel makes of the frame. */
  fits(frame: number, item: number): boolean;
}
