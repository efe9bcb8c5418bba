/** Which notification answers a command, and which of the request's fields it repeats. */
export interface ReplyRule {
  readonly tag: string;
  readonly channel: string;
  /** The tag of the notification. */
  readonly reply: string;
  /** Where the correlating value stands in the request and in the reply, as paths of wire names. */
  readonly key: Repeat;
  readonly repeats: readonly Repeat[];
}

export interface Repeat {
  readonly request: readonly string[];
  readonly reply: readonly string[];
}
